package glasshouse.app;

import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Tour;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks past the exhibits of a tour, or lists the tours. */
@Command(
    name = "tour",
    description = "Walk past the exhibits of a tour; without a name, list the tours.",
    footer = {
      "",
      "Exit codes: 0 every exhibit of the tour held; 1 one did not; 2 there is no",
      "such tour."
    },
    mixinStandardHelpOptions = true)
final class ExhibitTour implements Callable<Integer> {
  private static final int WIDTH = 96;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A tour of the list.")
  private String name = "";

  @Option(
      names = "--live",
      description =
          "Play on real nodes with ports and files, in real time (default: in the simulator).")
  private boolean live;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Tour> tours = Exhibits.tours();
    if (name.isEmpty()) {
      tours.forEach(tour -> System.out.println(line(tour)));
      return 0;
    }
    for (Tour tour : tours) {
      if (tour.id().equals(name)) {
        return walk(tour);
      }
    }
    System.err.println("glasshouse: there is no tour '" + name + "'; there are:");
    tours.forEach(tour -> System.err.println(line(tour)));
    return 2;
  }

  private static String line(Tour tour) {
    return tour.id()
        + "  ("
        + tour.stops().size()
        + " stops)\n  "
        + tour.title()
        + ". "
        + tour.about();
  }

  private int walk(Tour tour) throws IOException, InterruptedException {
    System.out.println(tour.title() + "\n");
    tell(tour.story());
    int worst = 0;
    int number = 0;
    String told = "";
    for (Tour.Stop stop : tour.stops()) {
      number++;
      System.out.println(
          "--- "
              + number
              + " of "
              + tour.stops().size()
              + ": "
              + stop.exhibit().title()
              + ", in "
              + stop.era()
              + "\n");
      Tour.Release release = tour.release(stop);
      if (!release.era().equals(told)) {
        told = release.era();
        tell(List.of(told + " mended: " + release.mended(), told + " broke: " + release.broke()));
      }
      tell(stop.before());
      ExhibitReport report =
          ExhibitRun.perform(stop.exhibit(), stop.era(), live, System.out::println);
      System.out.println();
      report.verdict().forEach(System.out::println);
      System.out.println();
      if (!(report.ending() instanceof Progress.Ending.Held)) {
        worst = 1;
      }
      tell(stop.after());
    }
    return worst;
  }

  private static void tell(List<String> paragraphs) {
    for (String paragraph : paragraphs) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ")) {
        if (line.length() + 1 + word.length() > WIDTH) {
          System.out.println(line);
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      System.out.println(line + "\n");
    }
  }
}

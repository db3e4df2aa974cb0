package glasshouse.app;

import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.LiveStage;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.SimStage;
import glasshouse.engine.exhibit.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays one exhibit at full speed and says what came of it. */
@Command(
    name = "run",
    description = "Play an exhibit at full speed; exit 0 when every expectation holds.",
    footer = {
      "",
      "Exit codes: 0 every expectation held; 1 one did not: the step, what was",
      "expected and what was seen; 2 there is no such exhibit or era, the file cannot",
      "be read, or --live cannot play it, and why."
    },
    mixinStandardHelpOptions = true)
final class ExhibitRun implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "An exhibit of the list, or a YAML file.")
  private String id = "";

  @Option(names = "--all", description = "Play all exhibits of the list, each in all its eras.")
  private boolean all;

  @Option(
      names = "--live",
      description =
          "Play on real nodes with ports and files, in real time (default: in the simulator).")
  private boolean live;

  @Option(
      names = "--era",
      paramLabel = "RELEASE",
      description = "One of the exhibit's eras (default: its first).")
  private @Nullable String era;

  @Option(names = "--json", description = "Print JSON; docs/howto/add-an-exhibit.md describes it.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (all == !id.isEmpty() || all && json) {
      return refuse("name one exhibit, or say --all (without --json)");
    }
    if (all) {
      return playAll();
    }
    Exhibit exhibit;
    String chosen;
    try {
      exhibit = Exhibits.named(id);
      chosen = Exhibits.era(exhibit, era);
    } catch (IllegalArgumentException wrong) {
      return refuse(String.valueOf(wrong.getMessage()));
    }
    if (live && !exhibit.onlySimulated().isEmpty()) {
      return refuse(exhibit.id() + " is not played live: " + exhibit.onlySimulated());
    }
    return play(exhibit, chosen);
  }

  private static int refuse(String why) {
    System.err.println("glasshouse: " + why);
    return 2;
  }

  private int playAll() throws IOException, InterruptedException {
    int worst = 0;
    for (Exhibit exhibit : Exhibits.all()) {
      if (live && !exhibit.onlySimulated().isEmpty()) {
        System.out.println("left out: " + exhibit.id() + ": " + exhibit.onlySimulated());
        continue;
      }
      for (String one : exhibit.eras().keySet()) {
        worst = Math.max(worst, verdict(perform(exhibit, one, live, _ -> {})));
      }
    }
    return worst;
  }

  private int play(Exhibit exhibit, String chosen) throws IOException, InterruptedException {
    return verdict(perform(exhibit, chosen, live, System.err::println));
  }

  /** Plays it; {@code lines} gets the steps as they are played. */
  static ExhibitReport perform(Exhibit exhibit, String era, boolean live, Consumer<String> lines)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("glasshouse");
    ExhibitReport report = new ExhibitReport(exhibit, era, lines);
    Stage stage = live ? new LiveStage(directory) : new SimStage();
    try (Director director = new Director(exhibit, era, stage, Manner.ALONE, report)) {
      director.play();
      director.join();
    } finally {
      report.close();
      Directories.delete(directory);
    }
    return report;
  }

  private int verdict(ExhibitReport report) throws IOException {
    if (json) {
      System.out.println(Json.text(report.table()));
    } else {
      report.verdict().forEach(System.out::println);
    }
    return report.ending() instanceof Progress.Ending.Held ? 0 : 1;
  }
}

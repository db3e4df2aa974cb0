package glasshouse.app.fuzz;

import glasshouse.app.ShowCluster;
import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.fuzz.Shrinker;
import glasshouse.engine.view.EngineEvent;
import glasshouse.ui.text.TextScreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays seeds again, as the fuzzer named them. */
@Command(
    name = "replay",
    description = "Play again what the fuzzer found.",
    footer = {
      "",
      "A seed gives the same run on every machine: the trace is a number over all its",
      "events.",
      "Exit codes: 0 everything held; 1 something did not; 2 there is no such seed",
      "or file."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  private static final int SHRINK_RUNS = 1000;

  @Parameters(
      paramLabel = "SEED",
      arity = "1..*",
      description = "As the fuzzer named it, for example 4.0.1/4/1234, or a file of --save.")
  private List<String> seeds = List.of();

  @Option(names = "--shrink", description = "Leave out what the findings do not need.")
  private boolean shrink;

  @Option(
      names = "--until",
      paramLabel = "EVENT",
      description = "Stop behind this event and show the cluster as it is then.")
  private long until;

  @Option(names = "--log", description = "Print what the nodes log on the way.")
  private boolean log;

  @Option(
      names = "--window",
      description =
          "Open the window where something broke, or behind that event; step from there, or go on"
              + " by hand.")
  private boolean window;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Seed> all = new ArrayList<>();
    try {
      for (String text : seeds) {
        all.add(seed(text));
      }
    } catch (IllegalArgumentException wrong) {
      System.err.println("glasshouse: " + wrong.getMessage());
      return 2;
    }
    if (window && all.size() > 1) {
      System.err.println("glasshouse: --window opens one seed, not " + all.size());
      return 2;
    }
    if (until < 0) {
      System.err.println("glasshouse: events are counted from 1; --until does not take " + until);
      return 2;
    }
    int found = 0;
    for (Seed seed : all) {
      found += play(seed);
    }
    if (window) {
      open(all.getFirst());
    }
    return found == 0 ? 0 : 1;
  }

  private static Seed seed(String text) throws IOException {
    Path file = Path.of(text);
    if (text.matches(".*\\.ya?ml") && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + text);
    }
    return Seed.known(Files.isRegularFile(file) ? FindingFile.read(file).toString() : text);
  }

  private int play(Seed seed) {
    Run run = new Run(seed, this::tell);
    List<Finding> findings = (until > 0 ? run.until(until) : run).play();
    for (Finding finding : findings) {
      Finding shown = shrink ? Shrinker.shrink(finding, SHRINK_RUNS) : finding;
      FindingText.lines(shown).forEach(System.out::println);
    }
    if (until > 0) {
      run.picture().forEach(System.out::println);
      new TextScreen(System.out, false).refresh(run.view());
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d found, %d events, trace %016x%n",
        seed,
        findings.size(),
        run.events(),
        run.hash());
    if (until > run.events()) {
      System.out.println("it ended before event " + until);
    }
    return findings.size();
  }

  private void open(Seed seed) throws IOException, InterruptedException {
    ShowCluster.window(player -> player.seeds().open(seed.toString(), until));
  }

  private void tell(EngineEvent event) {
    if (log) {
      System.out.printf("%d %s %s%n", event.at(), event.node(), event.text());
    }
  }
}

package glasshouse.app.fuzz;

import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.fuzz.Shrinker;
import glasshouse.engine.replication.Profile;
import glasshouse.ui.text.TextScreen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays seeds again, as the fuzzer named them. */
@Command(
    name = "replay",
    description = "Play a seed that the fuzzer named again; exit 1 when something does not hold.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  private static final int SHRINK_RUNS = 500;

  @Parameters(paramLabel = "SEED", arity = "1..*", description = "For example 4.0.1/4/1234.")
  private List<String> seeds = List.of();

  @Option(names = "--shrink", description = "Leave out what the findings do not need.")
  private boolean shrink;

  @Option(
      names = "--until",
      paramLabel = "EVENT",
      description = "Stop behind this event and show the cluster as it is then.")
  private long until;

  @Option(names = "--log", description = "Print what the nodes log.")
  private boolean log;

  @Override
  public Integer call() {
    int found = 0;
    for (String text : seeds) {
      Seed seed;
      try {
        seed = Seed.parse(text);
      } catch (IllegalArgumentException wrong) {
        System.err.println("glasshouse: " + wrong.getMessage());
        return 2;
      }
      if (Profile.named(seed.era()).isEmpty()) {
        System.err.println("glasshouse: unknown era '" + seed.era() + "'");
        return 2;
      }
      Run run =
          new Run(
              seed,
              event -> {
                if (log) {
                  System.out.println(event.at() + " " + event.node() + " " + event.text());
                }
              });
      List<Finding> findings = (until > 0 ? run.until(until) : run).play();
      if (until > 0) {
        new TextScreen(System.out, false).refresh(run.view());
        run.view()
            .nodes()
            .forEach(
                node -> {
                  System.out.println(node.name() + " " + node.replication());
                  node.tape().forEach(f -> System.out.println("   " + f));
                });
      }
      for (Finding finding : findings) {
        Finding shown = shrink ? Shrinker.shrink(finding, SHRINK_RUNS) : finding;
        FindingText.lines(shown).forEach(System.out::println);
      }
      System.out.printf(
          "%s: %d found, %d events, trace %016x%n",
          seed, findings.size(), run.events(), run.hash());
      found += findings.size();
    }
    return found == 0 ? 0 : 1;
  }
}

package glasshouse.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with exhibits without a window. */
@Command(
    name = "exhibit",
    description = "List exhibits, run one without a window, or walk past several.",
    mixinStandardHelpOptions = true,
    subcommands = {ExhibitList.class, ExhibitRun.class, ExhibitTour.class})
final class ExhibitCommand implements Callable<Integer> {
  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return CommandLine.ExitCode.USAGE;
  }
}

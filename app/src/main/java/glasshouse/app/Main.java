package glasshouse.app;

import glasshouse.resources.Resources;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The program's entry: without a subcommand, the window on a cluster. */
@Command(
    name = "glasshouse",
    description = "A live master/replica cluster under glass.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  @Mixin private ClusterOptions options = new ClusterOptions();

  private Main() {}

  /** Exit codes: 0 done, 1 failed, 2 the arguments were not understood. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    return new ShowCluster(options).run();
  }

  /** The version the program was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"glasshouse " + Resources.VERSION.text().strip()};
    }
  }
}

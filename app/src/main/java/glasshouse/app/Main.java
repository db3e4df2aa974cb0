package glasshouse.app;

import glasshouse.app.cache.CacheCommand;
import glasshouse.app.fuzz.FuzzCommand;
import glasshouse.app.fuzz.ReplayCommand;
import glasshouse.app.threads.ThreadsCommand;
import glasshouse.resources.Resources;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The program's entry: without a subcommand, the window on a cluster. */
@Command(
    name = "glasshouse",
    description = "A live master/replica cluster under glass.",
    footer = {
      "",
      "glasshouse serve [redis.conf] [--port 6379 ...]  one node in the foreground,",
      "started as redis-server is: all options of redis.conf; see",
      "glasshouse serve --help",
      "Exit codes: 0 done; 1 failed; 2 the arguments were not understood."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      ExhibitCommand.class,
      FuzzCommand.class,
      ReplayCommand.class,
      ThreadsCommand.class
    },
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  @Mixin private ClusterOptions options = new ClusterOptions();

  private Main() {}

  /** Exit codes: 0 done, 1 failed, 2 the arguments were not understood. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("serve")) {
      // Its options are those of redis.conf, and it is to be there soon.
      System.exit(Serve.run(List.of(args).subList(1, args.length)));
    }
    System.exit(line().execute(args));
  }

  /** All commands but serve. */
  static CommandLine line() {
    return new CommandLine(new Main())
        .addSubcommand(CacheCommand.line())
        .setExecutionExceptionHandler(CacheCommand::fault);
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

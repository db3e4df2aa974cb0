package glasshouse.app.cache;

import glasshouse.engine.cache.StoreFault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with a file of buckets without a window. */
@Command(
    name = "cache",
    description = "Look into a bolt file, check it, copy it, hold its lock.",
    footer = {
      "",
      "Files are those of bbolt and etcd. What only reads works also while another process holds",
      "the file's lock, and says so. BUCKET is a name, or names with / between them; in names and",
      "keys, \\x2f stands for the byte 2f.",
      "Exit codes: 0 done; 1 the file is damaged, or what was asked for is not there;",
      "2 the arguments were not understood; 3 the lock was not to be had in time."
    },
    mixinStandardHelpOptions = true)
public final class CacheCommand implements Callable<Integer> {
  /** The exit code for a lock that was not to be had. */
  static final int LOCKED = 3;

  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  /** The command with all below it, to be added to a command line. */
  public static CommandLine line() {
    CommandLine line = new CommandLine(new CacheCommand());
    line.addSubcommand(new CacheCheck())
        .addSubcommand(new CacheStats())
        .addSubcommand(new CachePages())
        .addSubcommand(new CacheDump())
        .addSubcommand(new CacheHash())
        .addSubcommand(new CacheKeys())
        .addSubcommand(new CacheGet())
        .addSubcommand(new CacheWho())
        .addSubcommand(new CacheHold())
        .addSubcommand(new CacheLoad())
        .addSubcommand(new CacheCopy())
        .addSubcommand(new CacheCompact());
    return line.setExecutionExceptionHandler(CacheCommand::fault);
  }

  /**
   * Says in a line what a command of these could not do, and gives the exit code. Whatever else
   * fails is thrown on. It must be set on the command line that is executed: picocli asks no other.
   */
  public static int fault(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (line.getParent() == null || !(line.getParent().getCommand() instanceof CacheCommand)) {
      throw failure;
    }
    if (failure instanceof StoreFault fault) {
      System.err.println("glasshouse: " + fault.getMessage());
      return fault.kind() == StoreFault.Kind.TIMEOUT ? LOCKED : 1;
    }
    if (failure instanceof NoSuchFileException missing) {
      System.err.println("glasshouse: " + missing.getMessage() + ": no such file");
      return 1;
    }
    if (failure instanceof IOException) {
      System.err.println("glasshouse: " + failure.getMessage());
      return 1;
    }
    throw failure;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return CommandLine.ExitCode.USAGE;
  }
}

package glasshouse.app.cache;

import glasshouse.engine.lock.ForeignClaims;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Say which processes have the file open, and which of them holds its lock. */
@Command(
    name = "who",
    description = "Say which processes have the file open, and which of them holds its lock.",
    mixinStandardHelpOptions = true)
final class CacheWho implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Override
  public Integer call() throws IOException {
    if (!ForeignClaims.known()) {
      System.err.println("glasshouse: this system does not tell who has a file open");
      return 1;
    }
    List<ForeignClaims.Opening> openings = ForeignClaims.of(file.path);
    file.print(openings, () -> say(openings));
    return 0;
  }

  private static void say(List<ForeignClaims.Opening> openings) {
    if (openings.isEmpty()) {
      System.out.println("nobody has it open");
    }
    for (ForeignClaims.Opening opening : openings) {
      String what =
          !opening.holds()
              ? "has it open without the lock: waits for it, or reads"
              : opening.shared() ? "holds the lock, shared" : "holds the lock, alone";
      System.out.printf(
          "%d (%s), descriptor %d: %s%n",
          opening.pid(), opening.command(), opening.descriptor(), what);
    }
  }
}

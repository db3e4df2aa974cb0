package glasshouse.engine.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** redis-py, a client library in Python, as Debian packs it for its own Python. */
public final class RedisPy {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String WANTED =
      "no redis-py for " + PYTHON + " (Debian: apt-get install python3-redis)";

  private RedisPy() {}

  /** Starts a script with the port of a server as its argument; errors are in its output. */
  public static Process start(Path script, int port) throws IOException {
    return start(List.of(PYTHON, script.toString(), String.valueOf(port)));
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Why there is none, in words; null when there is one. */
  static @Nullable String missing() {
    try {
      return start(List.of(PYTHON, "-c", "import redis")).waitFor() == 0 ? null : WANTED;
    } catch (IOException noPython) {
      return WANTED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return WANTED;
    }
  }
}

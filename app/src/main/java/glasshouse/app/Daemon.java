package glasshouse.app;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code daemonize yes}. A Java machine cannot fork, so the program starts itself again, with the
 * same words, in the background, and ends. Where there is setsid(1) the new process leads a session
 * of its own, as a daemon should.
 */
final class Daemon {
  /** Tells the second process that it is the second. */
  private static final String MARK = "GLASSHOUSE_DAEMON";

  private static final Path OWN_WORDS = Path.of("/proc/self/cmdline");
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Daemon() {}

  /** True in the process that was started to stay. */
  static boolean isOne() {
    return System.getenv(MARK) != null;
  }

  /** True where the program can learn how it was started. */
  static boolean possible() {
    return Files.isReadable(OWN_WORDS);
  }

  /** Starts this program again, in the background and without input and output. */
  static void start() throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    String words = Files.readString(OWN_WORDS, StandardCharsets.ISO_8859_1);
    command.addAll(Arrays.asList(words.split("\0", -1)));
    command.removeLast();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().put(MARK, "yes");
    builder.start();
  }
}

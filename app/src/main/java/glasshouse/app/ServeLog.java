package glasshouse.app;

import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.EngineEvent.Level;
import glasshouse.resources.Resources;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The log of a served node, in the form of Redis: {@code PID:role day month year time level text},
 * on standard output or at the end of the file that logfile names. The role is M for a master, S
 * for a replica, C before the node is there; levels are {@code . - * #}.
 */
final class ServeLog implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ROOT);
  private static final Pattern SIGNALLED = Pattern.compile("Received (SIG|shutdown signal ).*");
  private static final String SIGNS = ".-*#";

  private final Config config;
  private final long pid = ProcessHandle.current().pid();
  private PrintStream out = System.out;
  private boolean serving;

  ServeLog(Config config) {
    this.config = config;
  }

  static String version() {
    return "Glasshouse server v="
        + Resources.VERSION.text().strip()
        + ", compatible with Redis v=7.0.15 sha=00000000:0 malloc=jvm bits=64";
  }

  /** Opens the file that the configuration names, if it names one. */
  void open() throws ConfigFault {
    String path = config.server.logFile.value();
    if (!path.isEmpty()) {
      Path file = Directories.of(config, path);
      try {
        out =
            new PrintStream(
                new FileOutputStream(file.toFile(), true), true, StandardCharsets.ISO_8859_1);
      } catch (IOException failure) {
        // The message is the path, and in parentheses what the system says.
        String message = String.valueOf(failure.getMessage());
        String reason = message.substring(message.lastIndexOf('(') + 1).replace(")", "");
        throw ConfigFault.logFile(reason);
      }
    }
  }

  /** A warning before the node is there. */
  void child(String text) {
    line(System.currentTimeMillis(), Level.WARNING, text);
  }

  /** From now on lines tell the role of the node. */
  void serves() {
    serving = true;
  }

  /** What tells people, and programs that started this one, where the node is. */
  void banner(int port) {
    out.println();
    out.println("  " + version());
    out.println("  Running in standalone mode, era " + config.server.era.value());
    out.println("  Port: " + port);
    out.println("  PID: " + pid);
    out.println();
  }

  /** A line of the node. What a signal begins has a form of its own, as in Redis. */
  void event(EngineEvent event) {
    if (SIGNALLED.matcher(event.text()).matches()) {
      out.println(pid + ":signal-handler (" + event.at() / 1000 + ") " + event.text());
    } else {
      line(event.at(), event.level(), event.text());
    }
  }

  /** A line for those who ask for many. */
  void verbose(String text) {
    line(System.currentTimeMillis(), Level.VERBOSE, text);
  }

  /** A line of notice. */
  void notice(String text) {
    line(System.currentTimeMillis(), Level.NOTICE, text);
  }

  /** A line of warning. */
  void warning(String text) {
    line(System.currentTimeMillis(), Level.WARNING, text);
  }

  /** A line without time and level, as those of a report. */
  void plain(String text) {
    out.println(text);
  }

  private void line(long at, Level level, String text) {
    Level least = Level.valueOf(config.server.logLevel.value().toUpperCase(Locale.ROOT));
    if (level.compareTo(least) < 0) {
      return;
    }
    char role = !serving ? 'C' : config.replication.master.host().isEmpty() ? 'M' : 'S';
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(at), ZoneId.systemDefault());
    char sign = SIGNS.charAt(level.ordinal());
    out.println(pid + ":" + role + " " + TIME.format(time) + " " + sign + " " + text);
  }

  @Override
  public void close() {
    out.flush();
    if (out != System.out) {
      out.close();
    }
  }
}

package glasshouse.app;

import glasshouse.engine.config.Config;
import glasshouse.engine.live.os.NotifySocket;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the program that has started this one how far it is, when {@code supervised} asks for it:
 * to systemd the same states in the same words as redis-server 7.0; for upstart it stops once.
 */
final class Supervision {
  private static final String SYSTEMD = "systemd";
  private static final String UPSTART = "upstart";
  private static final String LIMITS =
      "Supervised by systemd. Please make sure you set appropriate values for TimeoutStartSec and"
          + " TimeoutStopSec in your service unit.";
  private static final String AWAITS_MASTER =
      "Ready to accept connections in read-only mode. Waiting for MASTER <-> REPLICA sync";
  private static final String READY = "Ready to accept connections";

  /** What is told when the node logs a line. */
  private static final Map<String, String> TOLD =
      Map.of(
          "MASTER <-> REPLICA sync: Finished with success",
          status(
              "MASTER <-> REPLICA sync: Finished with success. Ready to accept connections in"
                  + " read-write mode."),
          "MASTER <-> REPLICA sync: Master accepted a Partial Resynchronization.",
          status(
              "MASTER <-> REPLICA sync: Partial Resynchronization accepted. Ready to accept"
                  + " connections in read-write mode."),
          "User requested shutdown...",
          "STOPPING=1\n",
          "Saving the final RDB snapshot before exiting.",
          status("Saving the final RDB snapshot"),
          "Error trying to save the DB, can't exit.",
          status("Error trying to save the DB, can't exit."));

  private final Config config;
  private final ServeLog log;
  private final Map<String, String> environment;

  Supervision(Config config, ServeLog log, Map<String, String> environment) {
    this.config = config;
    this.log = log;
    this.environment = environment;
  }

  private static String status(String text) {
    return "STATUS=" + text + "\n";
  }

  /**
   * Says that the program starts.
   *
   * @return whether somebody supervises it, so that it stays in the foreground
   */
  boolean begin() throws IOException {
    String wanted = config.server.supervised.value();
    String found = wanted.equals("auto") ? detected() : wanted;
    boolean there =
        switch (found) {
          case UPSTART -> stopForUpstart();
          case SYSTEMD -> tellsSystemd();
          default -> false;
        };
    if (there) {
      config.server.supervised.value(found);
      config.server.foundSupervisor();
    }
    return there;
  }

  private String detected() {
    if (environment.containsKey("UPSTART_JOB")) {
      log.verbose("Upstart supervision detected.");
      return UPSTART;
    }
    if (environment.containsKey("NOTIFY_SOCKET")) {
      log.verbose("Systemd supervision detected.");
      return SYSTEMD;
    }
    return "no";
  }

  /** The shell does it: Java sends no signals but those that end a process. */
  private boolean stopForUpstart() throws IOException {
    if (!environment.containsKey("UPSTART_JOB")) {
      log.warning("upstart supervision requested, but UPSTART_JOB not found!");
      return false;
    }
    log.notice("supervised by upstart, will stop to signal readiness.");
    long pid = ProcessHandle.current().pid();
    Process stopping = new ProcessBuilder("sh", "-c", "kill -STOP " + pid).inheritIO().start();
    stopping.onExit().join();
    return true;
  }

  private boolean tellsSystemd() {
    boolean told = tell(status("Redis is loading..."));
    if (told) {
      log.notice(LIMITS);
    }
    return told;
  }

  /** Passes on what a line of the node's log means to a supervisor. */
  void line(String text) {
    if (!config.server.supervised.is(SYSTEMD)) {
      return;
    }
    if (text.equals(READY)) {
      boolean master = config.replication.master.host().isEmpty();
      tell(status(master ? READY : AWAITS_MASTER));
      tell("READY=1\n");
      return;
    }
    String message = TOLD.get(text);
    if (message != null) {
      tell(message);
    }
  }

  private boolean tell(String message) {
    @Nullable String socket = environment.get("NOTIFY_SOCKET");
    if (socket == null) {
      log.warning("systemd supervision error: NOTIFY_SOCKET not found!");
      return false;
    }
    int code = NotifySocket.send(socket, message);
    if (code < 0) {
      log.warning("systemd supervision error: sd_notify: " + code);
    }
    return code > 0;
  }
}

package glasshouse.app;

import java.util.Map;

/**
 * What a served node says when it is asked to crash (SIGABRT), in the frame that tools look for in
 * the logs of Redis: which signal it was, and where every thread stood.
 */
final class CrashReport {
  private CrashReport() {}

  /** Writes the report of this signal into the log. */
  static void write(ServeLog log, int signal) {
    log.plain("\n\n=== REDIS BUG REPORT START: Cut & paste starting from here ===");
    log.warning("Redis 7.0.15 crashed by signal: " + signal);
    log.plain("\n------ STACK TRACE ------");
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      log.plain("\n" + thread.getKey().getName() + ":");
      for (StackTraceElement frame : thread.getValue()) {
        log.plain(frame.toString());
      }
    }
    log.plain("\n=== REDIS BUG REPORT END. Make sure to include from START to END. ===\n");
  }
}

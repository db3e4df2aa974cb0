package glasshouse.engine.command.server;

import java.util.ArrayList;
import java.util.List;

/** MEMORY DOCTOR: the questions that Redis asks, in words of our own. */
final class MemoryAdvice {
  private static final long TOO_LITTLE = 5L << 20;
  private static final double PEAK = 1.5;
  private static final double FRAGMENTATION = 1.4;
  private static final long FRAGMENTATION_BYTES = 10L << 20;
  private static final long CLIENT_BUFFERS = 200L << 10;
  private static final long REPLICA_BUFFERS = 10L << 20;
  private static final int SCRIPTS_BYTES = 1 << 20;

  private MemoryAdvice() {}

  static String of(MemoryFigures figures) {
    if (figures.used() < TOO_LITTLE) {
      return "There is so little data that nothing can be said about its memory.\n";
    }
    List<String> found = new ArrayList<>();
    if (figures.peak() > figures.used() * PEAK) {
      found.add(
          "Peak: more than half as much again was used once. The process may still hold it; that"
              + " is no leak.");
    }
    long over = figures.resident() - figures.used();
    if (figures.fragmentation() > FRAGMENTATION && over > FRAGMENTATION_BYTES) {
      found.add(
          "Resident memory: the process holds "
              + InfoText.human(over)
              + " more than its data takes. This is the room of the JVM's collector; -Xmx and -Xmn"
              + " in GLASSHOUSE_JAVA_OPTS bound it.");
    }
    if (figures.clients() > CLIENT_BUFFERS && figures.clients() > figures.used() / 10) {
      found.add("Clients: their buffers take " + InfoText.human(figures.clients()) + ".");
    }
    if (figures.replicas() > REPLICA_BUFFERS) {
      found.add(
          "Replicas: "
              + InfoText.human(figures.replicas())
              + " wait to be read by them; a replica or its link is too slow.");
    }
    if (figures.scripts() > SCRIPTS_BYTES) {
      found.add(
          "Scripts: many are cached. Hand them arguments instead of making a new one each time.");
    }
    return found.isEmpty()
        ? "No problem was found with the memory of this node.\n"
        : "* " + String.join("\n* ", found) + "\n";
  }
}

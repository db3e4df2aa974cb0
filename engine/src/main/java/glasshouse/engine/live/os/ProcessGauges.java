package glasshouse.engine.live.os;

import glasshouse.engine.port.Gauges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The gauges of this process, from the files where Linux tells them; elsewhere only CPU time. */
public final class ProcessGauges implements Gauges {
  private static final Path PROCESS = Path.of("/proc/self/stat");
  private static final Path THREAD = Path.of("/proc/thread-self/stat");

  /** Ticks a second in these files: USER_HZ, the same on every Linux of today. */
  private static final double TICKS = 100;

  private static final long PAGE = 4096;

  // Places in the file behind the name of the program, which ends with the last parenthesis.
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int RESIDENT = 21;

  @Override
  public Reading read() {
    try {
      if (!Files.isReadable(PROCESS) || !Files.isReadable(THREAD)) {
        return elsewhere();
      }
      String[] all = fields(PROCESS);
      String[] mine = fields(THREAD);
      return new Reading(
          Long.parseLong(all[RESIDENT]) * PAGE,
          seconds(all[SYSTEM]),
          seconds(all[USER]),
          seconds(mine[SYSTEM]),
          seconds(mine[USER]));
    } catch (IOException unreadable) {
      return elsewhere();
    }
  }

  private static Reading elsewhere() {
    Duration spent = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new Reading(0, 0, spent.toNanos() / 1e9, 0, 0);
  }

  private static double seconds(String ticks) {
    return Long.parseLong(ticks) / TICKS;
  }

  private static String[] fields(Path file) throws IOException {
    String line = Files.readString(file, StandardCharsets.ISO_8859_1);
    return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
  }
}

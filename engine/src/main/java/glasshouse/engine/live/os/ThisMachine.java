package glasshouse.engine.live.os;

import glasshouse.engine.node.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine and the process that the program runs in. */
public final class ThisMachine {
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private ThisMachine() {}

  /** What INFO tells of it. */
  public static Machine facts() {
    ProcessHandle process = ProcessHandle.current();
    String os =
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch");
    return new Machine(process.pid(), os, process.info().command().orElse(""), memory());
  }

  /** Bytes of memory where the kernel tells them in its usual file; else 0, for unknown. */
  private static long memory() {
    if (!Files.isReadable(MEMORY)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith("MemTotal:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
      return 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }
}

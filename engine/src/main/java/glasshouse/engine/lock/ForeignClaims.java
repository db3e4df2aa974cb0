package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processes have a file open, and which of these openings holds its lock, as Linux' /proc
 * tells. A program that tries again and again, as bbolt does, is not on the kernel's list of
 * waiters: it is one that has the file open without holding it.
 */
public final class ForeignClaims {
  private ForeignClaims() {}

  /**
   * An opening of the file.
   *
   * @param pid the process
   * @param descriptor its number for the open file
   * @param holds whether this opening holds the lock
   * @param shared whether it shares it
   * @param command the process' command line
   */
  public record Opening(long pid, int descriptor, boolean holds, boolean shared, String command) {}

  /** Whether this system tells. */
  public static boolean known() {
    return Files.isReadable(Path.of("/proc/locks"));
  }

  /**
   * All openings by processes we may look into, holders first.
   *
   * @throws IOException when the file is not there
   */
  public static List<Opening> of(Path file) throws IOException {
    Object wanted = Files.readAttributes(file, "unix:dev,ino").toString();
    List<Opening> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        collect(process, wanted, found);
      }
    }
    found.sort((a, b) -> Boolean.compare(b.holds, a.holds));
    return found;
  }

  private static void collect(Path process, Object wanted, List<Opening> found) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (wanted.equals(identity(descriptor))) {
          found.add(opening(process, descriptor.getFileName().toString()));
        }
      }
    } catch (IOException _) {
      // It is not ours to look into, or it has just ended: it cannot be told about.
    }
  }

  private static Object identity(Path descriptor) {
    try {
      return Files.readAttributes(descriptor, "unix:dev,ino").toString();
    } catch (IOException | RuntimeException _) {
      // Sockets, pipes, and files that were closed meanwhile.
      return "";
    }
  }

  private static Opening opening(Path process, String descriptor) throws IOException {
    boolean holds = false;
    boolean shared = false;
    for (String line : Files.readAllLines(process.resolve("fdinfo").resolve(descriptor))) {
      if (line.startsWith("lock:") && line.contains("FLOCK")) {
        holds = true;
        shared = line.contains(" READ ");
      }
    }
    String command =
        Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
            .replace('\0', ' ')
            .strip();
    return new Opening(
        Long.parseLong(process.getFileName().toString()),
        Integer.parseInt(descriptor),
        holds,
        shared,
        command);
  }
}

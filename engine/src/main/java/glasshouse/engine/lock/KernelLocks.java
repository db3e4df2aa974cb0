package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The file locks of the whole system, as Linux' /proc/locks lists them. */
public final class KernelLocks {
  private static final Path LIST = Path.of("/proc/locks");

  /**
   * A lock, or somebody who waits for one.
   *
   * @param kind FLOCK for flock(2), POSIX for fcntl's, which is Java's own
   * @param pid who took it; it may have ended and left it to a child
   * @param file which file, as {@link #identity} has it
   * @param waits whether it waits. Who tries again and again, as bbolt does, is not listed.
   */
  public record Line(String kind, String pid, String file, boolean waits) {}

  private KernelLocks() {}

  /** All of them now; none where the system does not tell. */
  public static List<Line> all() throws IOException {
    List<Line> lines = new ArrayList<>();
    if (!Files.isReadable(LIST)) {
      return lines;
    }
    for (String text : Files.readAllLines(LIST)) {
      boolean waits = text.contains("->");
      String[] words = text.replace("->", "").strip().split(" +");
      // N: FLOCK ADVISORY WRITE pid major:minor:inode 0 EOF
      if (words.length >= 6) {
        lines.add(new Line(words[1], words[4], words[5], waits));
      }
    }
    return lines;
  }

  /** Major, minor and inode number of a file as the list writes them; empty for what is no file. */
  public static String identity(Path file) {
    try {
      Map<String, Object> facts = Files.readAttributes(file, "unix:dev,ino");
      long device = ((Number) Objects.requireNonNull(facts.get("dev"))).longValue();
      long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
      long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
      return "%02x:%02x:%s".formatted(major, minor, facts.get("ino"));
    } catch (IOException | RuntimeException _) {
      // Sockets, pipes, and files that were closed meanwhile.
      return "";
    }
  }

  /** A process, for people. */
  public static String process(String pid) throws IOException {
    try {
      Path command = Path.of("/proc", pid, "cmdline");
      String words = Files.readString(command, StandardCharsets.ISO_8859_1).replace('\0', ' ');
      return "process %s (%s)".formatted(pid, words.strip());
    } catch (NoSuchFileException _) {
      return "process %s, which has ended: a child of it may have the file".formatted(pid);
    }
  }
}

package glasshouse.engine.threads;

import glasshouse.engine.view.ThreadsView.FileLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of a process that somebody locks, as Linux' /proc tells; elsewhere nothing is known.
 */
final class FileLocks {
  private static final Path LOCKS = Path.of("/proc/locks");

  /** A line of /proc/locks. */
  private record Line(String kind, String pid, String file, boolean waits) {}

  private FileLocks() {}

  static List<FileLock> of(long pid) throws IOException {
    List<FileLock> found = new ArrayList<>();
    if (!Files.isReadable(LOCKS)) {
      return found;
    }
    List<Line> lines = lines();
    Path process = Path.of("/proc", Long.toString(pid));
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        String file = identity(descriptor);
        for (Line line : lines) {
          if (line.file.equals(file) && !line.waits) {
            found.add(row(process, descriptor, line));
          }
        }
      }
    }
    return found;
  }

  private static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(LOCKS)) {
      boolean waits = text.contains("->");
      String[] words = text.replace("->", "").strip().split(" +");
      // N: FLOCK ADVISORY WRITE pid major:minor:inode 0 EOF
      if (words.length >= 6) {
        lines.add(new Line(words[1], words[4], words[5], waits));
      }
    }
    return lines;
  }

  /** Major, minor and inode number as /proc/locks writes them; empty for what is no file. */
  private static String identity(Path descriptor) {
    try {
      Map<String, Object> facts = Files.readAttributes(descriptor, "unix:dev,ino");
      long device = ((Number) Objects.requireNonNull(facts.get("dev"))).longValue();
      long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
      long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
      return "%02x:%02x:%s".formatted(major, minor, facts.get("ino"));
    } catch (IOException | RuntimeException _) {
      // Sockets, pipes, and files that were closed meanwhile.
      return "";
    }
  }

  private static FileLock row(Path process, Path descriptor, Line line) throws IOException {
    String number = descriptor.getFileName().toString();
    boolean holds =
        Files.readAllLines(process.resolve("fdinfo").resolve(number)).stream()
            .anyMatch(fact -> fact.startsWith("lock:") && fact.contains(line.kind));
    return new FileLock(
        Files.readSymbolicLink(descriptor).toString(),
        Integer.parseInt(number),
        line.kind.equals("FLOCK") ? "flock" : "fcntl",
        holds,
        name(line.pid));
  }

  private static String name(String pid) throws IOException {
    Path command = Path.of("/proc", pid, "cmdline");
    if (!Files.exists(command)) {
      return "process %s, which has ended: a child of it may have the file".formatted(pid);
    }
    String words = Files.readString(command, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    return "process %s (%s)".formatted(pid, words.strip());
  }

  /** Whom this process waits for to get a Java file lock; empty when nobody. */
  static String waitedFor(long pid) throws IOException {
    if (!Files.isReadable(LOCKS)) {
      return "";
    }
    List<Line> lines = lines();
    for (Line wait : lines) {
      if (wait.waits && wait.pid.equals(Long.toString(pid))) {
        for (Line holder : lines) {
          if (!holder.waits && holder.file.equals(wait.file)) {
            return name(holder.pid);
          }
        }
      }
    }
    return "";
  }
}

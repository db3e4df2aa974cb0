package glasshouse.engine.threads;

import glasshouse.engine.lock.KernelLocks;
import glasshouse.engine.lock.KernelLocks.Line;
import glasshouse.engine.view.ThreadsView.FileLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a process that somebody locks, as Linux' /proc tells; elsewhere nothing is known.
 */
final class FileLocks {
  private FileLocks() {}

  static List<FileLock> of(long pid) throws IOException {
    List<FileLock> found = new ArrayList<>();
    List<Line> lines = KernelLocks.all();
    if (lines.isEmpty()) {
      return found;
    }
    Path process = Path.of("/proc", Long.toString(pid));
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        collect(process, descriptor, lines, found);
      }
    }
    return found;
  }

  private static void collect(Path process, Path descriptor, List<Line> lines, List<FileLock> found)
      throws IOException {
    String file = KernelLocks.identity(descriptor);
    try {
      for (Line line : lines) {
        if (line.file().equals(file) && !line.waits()) {
          found.add(row(process, descriptor, line));
        }
      }
    } catch (IOException _) {
      // It was closed between two looks, which shows also as a read that fails: there is nothing to
      // tell of it any more. Whether the process may be looked into, its folder has told.
    }
  }

  private static FileLock row(Path process, Path descriptor, Line line) throws IOException {
    String number = descriptor.getFileName().toString();
    boolean holds =
        Files.readAllLines(process.resolve("fdinfo").resolve(number)).stream()
            .anyMatch(fact -> fact.startsWith("lock:") && fact.contains(line.kind()));
    return new FileLock(
        Files.readSymbolicLink(descriptor).toString(),
        Integer.parseInt(number),
        line.kind().equals("FLOCK") ? "flock" : "fcntl",
        holds,
        KernelLocks.process(line.pid()));
  }

  /** Whom this process waits for to get a Java file lock; empty when nobody. */
  static String waitedFor(long pid) throws IOException {
    List<Line> lines = KernelLocks.all();
    for (Line wait : lines) {
      if (wait.waits() && wait.pid().equals(Long.toString(pid))) {
        for (Line holder : lines) {
          if (!holder.waits() && holder.file().equals(wait.file())) {
            return KernelLocks.process(holder.pid());
          }
        }
      }
    }
    return "";
  }
}

package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What the system says of files this process has open. */
final class OpenFiles {
  private OpenFiles() {}

  /** A path to the open file itself, where the system has one, or the path it was opened by. */
  static Path own(int descriptor, Path otherwise) {
    for (String folder : new String[] {"/proc/self/fd", "/dev/fd"}) {
      Path open = Path.of(folder, String.valueOf(descriptor));
      if (Files.exists(open)) {
        return open;
      }
    }
    return otherwise;
  }

  /** Which file is there: the same text for the same file, whatever its name. */
  static String identity(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path.toRealPath().toString() : key.toString();
  }

  /**
   * Why a lock on the open file does not protect what is at the path now; empty while it does.
   *
   * @param path by which it was opened
   */
  static String lost(Path path, int descriptor) {
    Path open = own(descriptor, path);
    try {
      String mine = identity(open);
      if (!mine.equals(identity(path))) {
        return ("%s is another file now (%s, the lock is on %s): it was replaced, and others may"
                + " lock the new one")
            .formatted(path, identity(path), mine);
      }
      Path facts = Path.of("/proc/self/fdinfo", String.valueOf(descriptor));
      if (Files.exists(facts) && Files.readAllLines(facts).stream().noneMatch(OpenFiles::isFlock)) {
        return "the system knows of no lock through descriptor %d on %s: it was let go"
            .formatted(descriptor, path);
      }
      return "";
    } catch (NoSuchFileException _) {
      return "%s is gone: it was unlinked or renamed, and others may lock a new one"
          .formatted(path);
    } catch (IOException e) {
      return "it cannot be seen whether the lock of %s still holds: %s".formatted(path, e);
    }
  }

  private static boolean isFlock(String line) {
    return line.startsWith("lock:") && line.contains("FLOCK");
  }
}

package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The lock that bbolt and etcd put on a file, by the call that this system has for it. */
final class NativeFile {
  private NativeFile() {}

  /**
   * Opens the file, without a lock yet; to write it is created when it is missing.
   *
   * @throws IOException when the system says no
   */
  static LockedFile open(Path path, boolean readOnly) throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("windows")
        ? WindowsFile.open(path, readOnly)
        : Flock.open(path, readOnly);
  }
}

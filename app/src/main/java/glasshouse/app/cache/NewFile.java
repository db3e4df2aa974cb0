package glasshouse.app.cache;

import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.live.os.FilePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that a command makes, and never one that was there before. */
final class NewFile {
  private NewFile() {}

  static void refuseExisting(Path file) {
    if (Files.exists(file)) {
      throw new StoreFault(StoreFault.Kind.IO, file + " exists: name a file that does not");
    }
  }

  /** Makes an empty file that nobody may read who may not read {@code source}. */
  static void createLike(Path source, Path file) {
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(source, PosixFileAttributeView.class);
      if (view == null) {
        Files.createFile(file);
      } else {
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
      }
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, file + ": " + e.getMessage(), e);
    }
  }

  /** What an attempt before this one has left. */
  static void deleteIfThere(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, file + ": " + e.getMessage(), e);
    }
  }

  static void sync(Path file) throws IOException {
    try (FilePages pages = FilePages.open(file, false)) {
      pages.syncAll();
    }
  }
}

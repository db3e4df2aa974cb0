package glasshouse.app.cache;

import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.live.os.FilePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command makes, and never one that was there before. */
final class NewFile {
  private NewFile() {}

  static void refuseExisting(Path file) {
    if (Files.exists(file)) {
      throw new StoreFault(StoreFault.Kind.IO, file + " exists: name a file that does not");
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

package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.view.LabView.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cache whose file is refreshed by putting another in its place. */
public final class ReplaceUnderLock implements Program {
  private static final String IN_PLACE = "in-place";

  private static final Card CARD =
      new Card(
          "replace-under-lock",
          "The file that was replaced",
          "A refresh downloads a new file and renames it over the old one, which is in use.",
          List.of(
              new Choice("as-written", "The new file is renamed over the old one."),
              new Choice(IN_PLACE, "The new rows are written into the file, as everybody does.")),
          List.of(
              new Choice("work", "Open the file and work with it for a long time."),
              new Choice("refresh", "Bring the file up to date."),
              new Choice("read", "Open the file and say which edition it has.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    Editions editions = new Editions(bench, variant.equals(IN_PLACE));
    editions.write(bench.file(), "old");
    bench.fact("the locked file", "is the one at the path");
    return editions;
  }

  /** The service. */
  private record Editions(Bench bench, boolean inPlace) implements Service {
    private static final byte[] ABOUT = Bytes.of("about");
    private static final byte[] EDITION = Bytes.of("edition");

    @Override
    public String request(List<String> words) throws IOException, InterruptedException {
      return switch (words.getFirst()) {
        case "work" -> work();
        case "refresh" -> refresh();
        case "read" -> read();
        default -> throw new IllegalArgumentException("this service knows: work, refresh, read");
      };
    }

    private String work() throws IOException, InterruptedException {
      try (RealStore cache = RealStore.open(bench.registry(), bench.file(), StoreOptions.DEFAULT)) {
        Object locked = identity();
        bench.linger("it works with the " + edition(cache.store()) + " edition");
        cache
            .store()
            .update(tx -> tx.createBucketIfMissing(ABOUT).put(Bytes.of("worked"), EDITION));
        return locked.equals(identity())
            ? "its work is in the file"
            : "its work is in a file that has no name any more";
      }
    }

    private String refresh() throws IOException {
      if (inPlace) {
        write(bench.file(), "new");
        return "written";
      }
      Path download = bench.file().resolveSibling("download");
      write(download, "new");
      Object before = identity();
      // The lock is on the file, not on its name: whoever waits for it waits for the old one.
      Files.move(download, bench.file(), StandardCopyOption.REPLACE_EXISTING);
      bench.fact(
          "the locked file",
          before.equals(identity()) ? "is the one at the path" : "has no name any more");
      return "renamed over the old file";
    }

    private String read() {
      try (RealStore cache = RealStore.open(bench.registry(), bench.file(), StoreOptions.DEFAULT)) {
        return "the " + edition(cache.store()) + " edition";
      }
    }

    void write(Path path, String edition) {
      try (RealStore cache = RealStore.open(bench.registry(), path, StoreOptions.DEFAULT)) {
        cache.store().update(tx -> tx.createBucketIfMissing(ABOUT).put(EDITION, Bytes.of(edition)));
      }
    }

    private static String edition(Store store) {
      return store.view(
          tx -> {
            Bucket about = tx.bucket(ABOUT);
            byte @Nullable [] edition = about == null ? null : about.get(EDITION);
            return edition == null ? "empty" : Bytes.text(edition);
          });
    }

    private Object identity() throws IOException {
      return Files.readAttributes(bench.file(), "unix:dev,ino").toString();
    }
  }
}

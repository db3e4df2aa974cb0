package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.FileHold;
import glasshouse.engine.lock.Latches;
import glasshouse.engine.view.LabView.Choice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A file that cannot be opened, and whose lock is kept for that. */
public final class FailedOpen implements Program {
  private static final String CLOSING = "closing-what-failed";

  private static final Card CARD =
      new Card(
          "failed-open",
          "The handle that nobody has",
          "To open locks the file, then reads it. What if the file turns out to be damaged?",
          List.of(
              new Choice("as-written", "The error goes up; the lock stays."),
              new Choice(CLOSING, "Who fails to open gives back what it had taken so far.")),
          List.of(
              new Choice("damage", "Overwrite the beginning of the file."),
              new Choice("open", "Open the file and read it.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    try (RealStore fresh = RealStore.open(bench.registry(), bench.file(), StoreOptions.DEFAULT)) {
      fresh.store().update(tx -> tx.createBucketIfMissing(Bytes.of("rows")));
    }
    return new Opener(bench, variant.equals(CLOSING), new AtomicInteger());
  }

  /** The service. */
  private record Opener(Bench bench, boolean closing, AtomicInteger opened) implements Service {
    private static final int TWO_META_PAGES = 2 * 4096;

    @Override
    public String request(List<String> words) throws IOException {
      return switch (words.getFirst()) {
        case "damage" -> damage();
        case "open" -> closing ? openRight() : open();
        default -> throw new IllegalArgumentException("this service knows: damage, open");
      };
    }

    private String damage() throws IOException {
      try (FileChannel file = FileChannel.open(bench.file(), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.allocate(TWO_META_PAGES), 0);
      }
      return "both meta pages are gone";
    }

    private String open() throws IOException {
      FileHold hold =
          FileHold.take(bench.registry(), bench.file(), false, 0, "open of " + bench.file());
      String name = "open-" + opened.incrementAndGet();
      bench.open(name, "a lock whose store was never opened", hold);
      FilePages pages = FilePages.open(bench.file(), false);
      // When this throws, nobody has the lock any more who could give it back.
      Store store =
          Store.open(
              pages, StoreOptions.DEFAULT, new Latches(bench.registry(), bench.file().toString()));
      store.close();
      hold.close();
      bench.closed(name);
      return "read";
    }

    private String openRight() {
      try (RealStore store = RealStore.open(bench.registry(), bench.file(), StoreOptions.DEFAULT)) {
        return "read " + store.store().name();
      }
    }
  }
}

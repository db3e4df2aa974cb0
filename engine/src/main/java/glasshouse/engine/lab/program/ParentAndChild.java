package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.WatchedTask;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A job that reads, and waits for a worker who writes. */
public final class ParentAndChild implements Program {
  private static final String FIRST = "reader-ended-first";

  private static final Card CARD =
      new Card(
          "parent-and-child",
          "The parent who reads",
          "A job reads what is there, lets a worker write the index, and waits for it.",
          List.of(
              new Choice("as-written", "It waits with its reading transaction open."),
              new Choice(FIRST, "It ends its reading transaction before it waits.")),
          List.of(new Choice("index KB", "Write an index of so many kilobytes.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    RealStore open = RealStore.open(bench.registry(), bench.file(), SmallPages.OPTIONS);
    return new Indexer(bench, open, variant.equals(FIRST));
  }

  /** The service. */
  private record Indexer(Bench bench, RealStore open, boolean first) implements Service {
    private static final byte[] INDEX = Bytes.of("index");

    @Override
    public String request(List<String> words) throws ExecutionException {
      if (words.size() != 2 || !words.getFirst().equals("index")) {
        throw new IllegalArgumentException("this service knows: index KB");
      }
      return index(Integer.parseInt(words.getLast()) * 1024);
    }

    private String index(int bytes) throws ExecutionException {
      WatchedTask<String> written =
          new WatchedTask<>(bench.registry(), "the worker", () -> write(bytes));
      try (Tx reading = open.store().begin(false)) {
        int before = size(reading);
        bench.fork(
            "write",
            () -> {
              written.run();
              return written.get();
            });
        if (first) {
          reading.rollback();
        }
        return written.get() + ", it had " + before;
      }
    }

    private String write(int bytes) {
      Store store = open.store();
      // It waits for no lock of its own: only for all readers, if the file must grow.
      store.update(tx -> tx.createBucketIfMissing(INDEX).put(INDEX, new byte[bytes]));
      return "the index has " + bytes + " bytes";
    }

    private static int size(Tx tx) {
      Bucket index = tx.bucket(INDEX);
      byte @Nullable [] value = index == null ? null : index.get(INDEX);
      return value == null ? 0 : value.length;
    }

    @Override
    public void close() {
      open.close();
    }
  }
}

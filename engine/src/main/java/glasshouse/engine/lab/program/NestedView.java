package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;

/** A page whose parts each read for themselves. */
public final class NestedView implements Program {
  private static final String ONE = "one-view";

  private static final Card CARD =
      new Card(
          "nested-view",
          "The view in the view",
          "A page is made in a view, and one of its parts opens a view of its own.",
          List.of(
              new Choice("as-written", "Each part opens its own view."),
              new Choice(ONE, "The part is handed the view of the page.")),
          List.of(
              new Choice("page", "Make the page; it lingers before its last part."),
              new Choice("write KB", "Write so many kilobytes.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    RealStore open = RealStore.open(bench.registry(), bench.file(), SmallPages.OPTIONS);
    return new Pages(bench, open, variant.equals(ONE));
  }

  /** The service. */
  private record Pages(Bench bench, RealStore open, boolean one) implements Service {
    private static final byte[] TEXTS = Bytes.of("texts");

    @Override
    public String request(List<String> words) throws InterruptedException {
      return switch (words.getFirst()) {
        case "page" -> page();
        case "write" -> write(Integer.parseInt(words.getLast()) * 1024);
        default -> throw new IllegalArgumentException("this service knows: page, write KB");
      };
    }

    private String page() throws InterruptedException {
      Store store = open.store();
      try (Tx tx = store.begin(false)) {
        bench.linger("its first part is slow");
        return "a page of " + (one ? footer(tx) : footer());
      }
    }

    private int footer() {
      try (Tx tx = open.store().begin(false)) {
        return footer(tx);
      }
    }

    private static int footer(Tx tx) {
      Bucket texts = tx.bucket(TEXTS);
      return texts == null ? 0 : (int) texts.sequence();
    }

    private String write(int bytes) {
      open.store().update(tx -> tx.createBucketIfMissing(TEXTS).put(TEXTS, new byte[bytes]));
      return "written";
    }

    @Override
    public void close() {
      open.close();
    }
  }
}

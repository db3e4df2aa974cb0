package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;

/** An order that books, and a booking that is an update of its own. */
public final class NestedUpdate implements Program {
  private static final String ONE = "one-transaction";

  private static final Card CARD =
      new Card(
          "nested-update",
          "The update in the update",
          "Placing an order updates the store, and books the goods by a method that updates it"
              + " too.",
          List.of(
              new Choice("as-written", "Each method begins its own update."),
              new Choice(ONE, "Who has a transaction hands it on.")),
          List.of(
              new Choice("order GOODS", "Place an order."),
              new Choice("book GOODS", "Book goods, without an order.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    RealStore open = RealStore.open(bench.registry(), bench.file(), StoreOptions.DEFAULT);
    return new Shop(open, variant.equals(ONE));
  }

  /** The service. */
  private record Shop(RealStore open, boolean one) implements Service {
    @Override
    public String request(List<String> words) {
      String goods = words.getLast();
      switch (words.getFirst()) {
        case "order" -> order(goods);
        case "book" -> book(goods);
        default ->
            throw new IllegalArgumentException("this service knows: order GOODS, book GOODS");
      }
      return words.getFirst() + "ed";
    }

    private void order(String goods) {
      Store store = open.store();
      store.update(
          tx -> {
            put(tx, "orders", goods);
            if (one) {
              put(tx, "bookings", goods);
            } else {
              book(goods);
            }
          });
    }

    private void book(String goods) {
      open.store().update(tx -> put(tx, "bookings", goods));
    }

    private static void put(Tx tx, String bucket, String goods) {
      tx.createBucketIfMissing(Bytes.of(bucket)).put(Bytes.of(goods), Bytes.of("1"));
    }

    @Override
    public void close() {
      open.close();
    }
  }
}

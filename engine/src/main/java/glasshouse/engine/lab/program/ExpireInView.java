package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Cursor;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.view.LabView.Choice;
import java.util.ArrayList;
import java.util.List;

/** Sessions that are renewed while they are read. */
public final class ExpireInView implements Program {
  private static final String AFTER = "after-the-view";
  private static final String MAPPED = "mapped-ahead";

  private static final Card CARD =
      new Card(
          "expire-in-view",
          "Renewed while read",
          "A job walks through all sessions in a view, and renews them in an update within it.",
          List.of(
              new Choice("as-written", "The update begins while the view is open."),
              new Choice(AFTER, "The view only collects; the update comes when it has ended."),
              new Choice(MAPPED, "As written, with a mapping that is large enough for now.")),
          List.of(
              new Choice("fill N", "Put so many sessions into the file."),
              new Choice("renew", "Walk through all sessions and renew them.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    RealStore open =
        RealStore.open(
            bench.registry(),
            bench.file(),
            variant.equals(MAPPED) ? SmallPages.OPTIONS.mapping(1 << 20) : SmallPages.OPTIONS);
    return new Sessions(open, variant.equals(AFTER));
  }

  /** The service. */
  private record Sessions(RealStore open, boolean after) implements Service {
    private static final byte[] SESSIONS = Bytes.of("sessions");
    private static final int VALUE = 200;

    @Override
    public String request(List<String> words) {
      return switch (words.getFirst()) {
        case "fill" -> fill(Integer.parseInt(words.get(1)));
        case "renew" -> after ? renewAfter() : renew();
        default -> throw new IllegalArgumentException("this service knows: fill N, renew");
      };
    }

    private String fill(int count) {
      open.store()
          .update(
              tx -> {
                Bucket sessions = tx.createBucketIfMissing(SESSIONS);
                for (int i = 0; i < count; i++) {
                  sessions.put(Bytes.of("session-%04d".formatted(i)), new byte[VALUE]);
                }
              });
      return count + " sessions";
    }

    private String renew() {
      Store store = open.store();
      try (Tx reading = store.begin(false)) {
        List<byte[]> keys = keys(reading);
        // Still in the view: when the file must be mapped anew, this waits for all readers.
        store.update(writing -> renew(writing, keys));
        return keys.size() + " renewed";
      }
    }

    private String renewAfter() {
      Store store = open.store();
      List<byte[]> keys = store.view(Sessions::keys);
      store.update(writing -> renew(writing, keys));
      return keys.size() + " renewed";
    }

    private static List<byte[]> keys(Tx tx) {
      List<byte[]> keys = new ArrayList<>();
      Bucket sessions = tx.bucket(SESSIONS);
      if (sessions != null) {
        Cursor cursor = sessions.cursor();
        for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
          keys.add(entry.key());
        }
      }
      return keys;
    }

    private static void renew(Tx tx, List<byte[]> keys) {
      Bucket sessions = tx.createBucketIfMissing(SESSIONS);
      for (byte[] key : keys) {
        sessions.put(key, new byte[VALUE + 1]);
      }
    }

    @Override
    public void close() {
      open.close();
    }
  }
}

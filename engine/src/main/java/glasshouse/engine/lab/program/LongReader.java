package glasshouse.engine.lab.program;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Cursor;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A report that reads for hours. */
public final class LongReader implements Program {
  private static final String IN_PARTS = "in-parts";

  /** Bytes; enough that the writer need not wait for the reader. */
  private static final long MAPPED = 4 << 20;

  private static final Card CARD =
      new Card(
          "long-reader",
          "The reader that never ends",
          "A report is sent to a slow client, row by row, from one reading transaction.",
          List.of(
              new Choice("as-written", "One transaction for the whole report."),
              new Choice(
                  IN_PARTS, "The rows are copied out first, and sent without a transaction.")),
          List.of(
              new Choice("report", "Send a report to a client that reads slowly."),
              new Choice("write N", "Change so many rows, each in a commit of its own.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    StoreOptions options = StoreOptions.DEFAULT.withoutSync().mapping(MAPPED);
    RealStore open = RealStore.open(bench.registry(), bench.file(), options);
    Reports reports = new Reports(bench, open, variant.equals(IN_PARTS));
    reports.fill();
    return reports;
  }

  /** The service. */
  private static final class Reports implements Service {
    private static final byte[] ROWS = Bytes.of("rows");
    private static final int COUNT = 400;
    private static final int VALUE = 100;

    private final Bench bench;
    private final RealStore open;
    private final boolean inParts;
    private final AtomicInteger reports = new AtomicInteger();

    Reports(Bench bench, RealStore open, boolean inParts) {
      this.bench = bench;
      this.open = open;
      this.inParts = inParts;
    }

    @Override
    public String request(List<String> words) throws InterruptedException {
      return switch (words.getFirst()) {
        case "report" -> inParts ? reportInParts() : report();
        case "write" -> write(Integer.parseInt(words.get(1)));
        default -> throw new IllegalArgumentException("this service knows: report, write N");
      };
    }

    void fill() {
      open.store()
          .update(
              tx -> {
                Bucket rows = tx.createBucketIfMissing(ROWS);
                for (int i = 0; i < COUNT; i++) {
                  rows.put(key(i), new byte[VALUE]);
                }
              });
    }

    private static byte[] key(int number) {
      return Bytes.of("row-%04d".formatted(number));
    }

    private String report() throws InterruptedException {
      String name = "report-" + reports.incrementAndGet();
      Tx tx = open.store().begin(false);
      Runnable ended = bench.reading(tx);
      bench.open(
          name,
          tx + " of a report",
          () -> {
            tx.close();
            ended.run();
          });
      try {
        bench.linger("the client reads slowly");
        return rows(tx) + " rows sent";
      } finally {
        tx.close();
        ended.run();
        bench.closed(name);
      }
    }

    private String reportInParts() throws InterruptedException {
      int rows = open.store().view(Reports::rows);
      bench.linger("the client reads slowly");
      return rows + " rows sent";
    }

    private static int rows(Tx tx) {
      int rows = 0;
      Bucket bucket = tx.bucket(ROWS);
      if (bucket != null) {
        Cursor cursor = bucket.cursor();
        for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
          rows++;
        }
      }
      return rows;
    }

    private String write(int times) {
      for (int i = 0; i < times; i++) {
        int row = i * 7 % COUNT;
        open.store().update(tx -> tx.createBucketIfMissing(ROWS).put(key(row), new byte[VALUE]));
      }
      return times + " commits";
    }

    @Override
    public void close() {
      open.close();
    }
  }
}

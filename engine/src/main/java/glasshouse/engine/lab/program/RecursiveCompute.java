package glasshouse.engine.lab.program;

import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.lock.ToldLock;
import glasshouse.engine.lock.WatchedTask;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Prices that are made of other prices, in a map that computes what it lacks. */
public final class RecursiveCompute implements Program {
  private static final String WORKER = "with-a-worker";
  private static final String OUTSIDE = "computed-outside";

  private static final Card CARD =
      new Card(
          "recursive-compute",
          "The map that is asked while it computes",
          "computeIfAbsent loads a price, and loading it asks the same map for another one.",
          List.of(
              new Choice("as-written", "The loader calls computeIfAbsent itself."),
              new Choice(WORKER, "The loader lets a worker do that, and waits for it."),
              new Choice(OUTSIDE, "The price is loaded before the map is asked to keep it.")),
          List.of(
              new Choice("price ARTICLE OF", "The price of an article that another is part of.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    return new Prices(
        bench,
        variant,
        new ConcurrentHashMap<>(),
        List.of(
            new ToldLock(bench.registry(), "a bin of the map"),
            new ToldLock(bench.registry(), "another bin of the map")));
  }

  /** The service. */
  private record Prices(
      Bench bench, String variant, ConcurrentHashMap<String, Integer> prices, List<ToldLock> bins)
      implements Service {
    /** Of a new map. */
    private static final int BINS = 16;

    @Override
    public String request(List<String> words) throws ExecutionException {
      if (words.size() != 3 || !words.getFirst().equals("price")) {
        throw new IllegalArgumentException("this service knows: price ARTICLE OF");
      }
      String article = words.get(1);
      String part = words.get(2);
      return article
          + " costs "
          + switch (variant) {
            case WORKER -> priceWithWorker(article, part);
            case OUTSIDE -> priceOutside(article, part);
            default -> price(article, part);
          };
    }

    private int price(String article, String part) {
      return compute(article, article, () -> 1 + compute(part, article, () -> 2));
    }

    private int priceWithWorker(String article, String part) {
      return compute(
          article,
          article,
          () -> {
            WatchedTask<Integer> asked =
                new WatchedTask<>(
                    bench.registry(), "the worker", () -> compute(part, article, () -> 2));
            bench.fork(
                "price " + part,
                () -> {
                  asked.run();
                  return "it costs " + asked.get();
                });
            return 1 + awaited(asked);
          });
    }

    private static int awaited(WatchedTask<Integer> asked) {
      try {
        return asked.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    private int priceOutside(String article, String part) {
      int price = 1 + prices.computeIfAbsent(part, _ -> 2);
      prices.putIfAbsent(article, price);
      return price;
    }

    /** The map's own computeIfAbsent; while the loader runs, its bin is locked. */
    private int compute(String key, String first, Loader loader) {
      return bins.get(bin(key) == bin(first) ? 0 : 1)
          .around(
              "price of " + key,
              locked ->
                  prices.computeIfAbsent(
                      key,
                      _ -> {
                        locked.run();
                        return loader.load();
                      }));
    }

    /** The bin of a key, as ConcurrentHashMap spreads them. */
    private static int bin(String key) {
      int hash = key.hashCode();
      return (hash ^ (hash >>> 16)) & (BINS - 1);
    }

    /** Computes a price. */
    private interface Loader {
      int load();
    }
  }
}

package glasshouse.engine.lab.program;

import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.lock.WatchedTask;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cache whose entry expires while many ask for it. */
public final class Stampede implements Program {
  private static final String ALONE = "single-flight";
  private static final String SELF = "asking-itself";

  private static final Card CARD =
      new Card(
          "stampede",
          "Everybody at once",
          "An entry is not there, many ask for it, and to load it takes long.",
          List.of(
              new Choice("as-written", "Whoever finds nothing loads it."),
              new Choice(ALONE, "The first one loads it, the others wait for what comes of it."),
              new Choice(SELF, "The same, but loading asks the cache for the same entry.")),
          List.of(new Choice("get KEY", "Ask the cache for an entry.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    bench.fact(Loads.CALLS, "0");
    return new Loads(bench, variant, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /** The service. */
  private record Loads(
      Bench bench,
      String variant,
      Map<String, String> cache,
      ConcurrentHashMap<String, WatchedTask<String>> flights)
      implements Service {
    private static final String CALLS = "upstream calls";

    @Override
    public String request(List<String> words) throws Exception {
      if (words.size() != 2 || !words.getFirst().equals("get")) {
        throw new IllegalArgumentException("this service knows: get KEY");
      }
      String key = words.getLast();
      return variant.equals("as-written") ? get(key) : getAlone(key);
    }

    private String get(String key) throws InterruptedException {
      String kept = cache.get(key);
      if (kept == null) {
        kept = load(key);
        cache.put(key, kept);
      }
      return kept;
    }

    private String getAlone(String key) throws Exception {
      String kept = cache.get(key);
      if (kept != null) {
        return kept;
      }
      WatchedTask<String> mine =
          new WatchedTask<>(bench.registry(), "loading " + key, () -> loadAlone(key));
      WatchedTask<String> flight = flights.putIfAbsent(key, mine);
      if (flight != null) {
        return flight.get();
      }
      try {
        mine.run();
        String loaded = mine.get();
        cache.put(key, loaded);
        return loaded;
      } finally {
        flights.remove(key);
      }
    }

    private String loadAlone(String key) throws Exception {
      if (variant.equals(SELF)) {
        // What was there before, to fall back on: so somebody thought.
        getAlone(key);
      }
      return load(key);
    }

    private String load(String key) throws InterruptedException {
      bench.count(CALLS);
      bench.linger("the upstream computes " + key);
      return key + " of today";
    }
  }
}

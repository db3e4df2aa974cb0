package glasshouse.app.fuzz;

import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Hazard;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Plays seeds on several threads. Of each kind of finding it keeps the first and counts the rest,
 * so it can go on for hours.
 */
final class Search {
  /** Seeds of one kind that are named, for there may be any number. */
  private static final int NAMED = 20;

  /** What was found of one kind: the first of it, how often, and the first seeds. */
  record Kind(Finding first, long count, List<String> seeds) {
    Kind {
      seeds = List.copyOf(seeds);
    }

    static Kind of(Finding first) {
      return new Kind(first, 1, List.of(first.seed().toString()));
    }

    Kind and(Kind other) {
      List<String> named = new ArrayList<>(seeds);
      if (named.size() < NAMED) {
        named.addAll(other.seeds);
      }
      return new Kind(first, count + other.count, named);
    }
  }

  private final String era;
  private final NodeCount nodes;
  private final long last;
  private final long endNanos;
  private final Consumer<Finding> news;
  private final Map<String, Kind> found = new TreeMap<>();
  private final Map<Hazard, Kind> hazards = new EnumMap<>(Hazard.class);
  private long next;
  private long played;

  /**
   * A search that has not begun.
   *
   * @param first number of the first seed
   * @param last number of the last seed
   * @param endNanos {@link System#nanoTime} after which no seed is begun
   * @param news gets the first findings of each kind
   */
  Search(
      String era, NodeCount nodes, long first, long last, long endNanos, Consumer<Finding> news) {
    this.era = era;
    this.nodes = nodes;
    this.next = first;
    this.last = last;
    this.endNanos = endNanos;
    this.news = news;
  }

  /** Plays them; returns when all threads have ended. */
  void run(int jobs) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      threads.add(Thread.ofPlatform().name("fuzz-" + i).daemon().start(this::work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work() {
    for (long number = take(); number >= 0; number = take()) {
      Seed seed = Seed.of(era, nodes.of(number), number);
      for (Finding finding : new Run(seed, _ -> {}).play()) {
        note(finding, Hazard.behind(finding));
      }
      done();
    }
  }

  private synchronized long take() {
    return next > last || System.nanoTime() - endNanos >= 0 ? -1 : next++;
  }

  private synchronized void done() {
    played++;
  }

  private synchronized void note(Finding finding, Optional<Hazard> hazard) {
    if (hazard.isPresent()) {
      hazards.merge(hazard.get(), Kind.of(finding), Kind::and);
    } else {
      Kind kind = found.merge(finding.sentence(), Kind.of(finding), Kind::and);
      if (kind.count <= NAMED) {
        news.accept(finding);
      }
    }
  }

  /** Seeds that were played to their end. */
  synchronized long played() {
    return played;
  }

  /** What was found, by its sentence. */
  synchronized Map<String, Kind> found() {
    return new TreeMap<>(found);
  }

  /** What was found and is a hazard of every release. */
  synchronized Map<Hazard, Kind> hazards() {
    return new EnumMap<>(hazards);
  }
}

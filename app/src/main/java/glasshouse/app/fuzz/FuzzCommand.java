package glasshouse.app.fuzz;

import glasshouse.app.Span;
import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.replication.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays seed after seed and tells what did not hold. */
@Command(
    name = "fuzz",
    description = "Look for failures: random commands and faults on simulated clusters.",
    mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {
  @Option(names = "--era", paramLabel = "RELEASE", description = "Default: ${DEFAULT-VALUE}.")
  private String era = "7.0";

  @Option(names = "--seeds", paramLabel = "N", description = "How many seeds.")
  private long seeds;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Span.class,
      description = "How long, for example 60s (default, when --seeds is not given).")
  private @Nullable Duration time;

  @Option(names = "--first", paramLabel = "N", description = "The first seed; default 1.")
  private long first = 1;

  @Option(names = "--jobs", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int jobs = 2;

  @Option(names = "--nodes", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int nodes = 4;

  private final AtomicLong next = new AtomicLong();
  private final AtomicLong played = new AtomicLong();
  private final Map<String, List<Finding>> found = new TreeMap<>();

  @Override
  public Integer call() throws InterruptedException {
    if (Profile.named(era).isEmpty()) {
      System.err.println(
          "glasshouse: unknown era '"
              + era
              + "'; known are "
              + Profile.ALL.stream().map(Profile::name).collect(Collectors.joining(", ")));
      return 2;
    }
    long began = System.nanoTime();
    long end = time == null && seeds > 0 ? Long.MAX_VALUE : began + limit().toNanos();
    next.set(first);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      threads.add(Thread.ofPlatform().start(() -> work(end)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    found.values().forEach(all -> FindingText.lines(all.getFirst()).forEach(System.out::println));
    System.out.printf(
        Locale.ROOT,
        "%d seeds in %.1f s, %.1f a second%n",
        played.get(),
        seconds,
        played.get() / seconds);
    found.forEach((sentence, all) -> System.out.println(all.size() + " x " + sentence));
    return found.isEmpty() ? 0 : 1;
  }

  private Duration limit() {
    return time == null ? Duration.ofSeconds(60) : time;
  }

  private void work(long end) {
    while (System.nanoTime() < end) {
      long number = next.getAndIncrement();
      if (seeds > 0 && number >= first + seeds) {
        return;
      }
      Run run = new Run(Seed.of(era, nodes, number), _ -> {});
      List<Finding> findings = run.play();
      played.incrementAndGet();
      synchronized (found) {
        findings.forEach(
            one -> found.computeIfAbsent(one.sentence(), _ -> new ArrayList<>()).add(one));
      }
    }
  }
}

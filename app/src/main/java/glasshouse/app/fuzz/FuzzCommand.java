package glasshouse.app.fuzz;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import glasshouse.app.Json;
import glasshouse.app.Span;
import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Shrinker;
import glasshouse.engine.replication.Profile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays seed after seed and tells what did not hold. */
@Command(
    name = "fuzz",
    description = "Look for failures: random commands and faults on simulated clusters.",
    footer = {
      "",
      "Each seed decides a cluster, some 320 commands, 5 to 12 faults, and all chance",
      "in between. What is found is shrunk to the commands and faults it needs, and",
      "told with the line that plays it again. Hazards that every release has are",
      "counted apart (docs/fuzzing.md).",
      "Exit codes: 0 nothing was found; 1 something was; 2 the arguments were not",
      "understood."
    },
    mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {
  private static final int PROGRESS_SECONDS = 5;
  private static final int SHRINK_RUNS = 400;

  @Option(
      names = "--era",
      paramLabel = "RELEASE",
      description = "Whose behaviour the nodes show, see docs/eras.md (default: ${DEFAULT-VALUE}).")
  private String era = "7.0";

  @Option(names = "--seeds", paramLabel = "N", description = "Play so many seeds.")
  private long seeds;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Span.class,
      description = "Play for so long, for example 10m (default without --seeds: 60s).")
  private @Nullable Duration time;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "The number of the first seed (default: ${DEFAULT-VALUE}).")
  private long first = 1;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Seeds at a time (default: ${DEFAULT-VALUE}).")
  private int jobs = 2;

  @Option(
      names = "--nodes",
      paramLabel = "N..M",
      converter = NodeCount.Reader.class,
      defaultValue = "3..5",
      description = "Nodes of a cluster (default: ${DEFAULT-VALUE}).")
  private @SuppressWarnings("NullAway.Init") NodeCount nodes;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Write each finding as an exhibit; replay takes the file too.")
  private @Nullable Path save;

  @Option(names = "--json", description = "Print JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    String wrong = wrong();
    if (wrong != null) {
      System.err.println("glasshouse: " + wrong);
      return 2;
    }
    long began = System.nanoTime();
    Duration limit = time != null ? time : seeds > 0 ? Duration.ofDays(365) : Duration.ofMinutes(1);
    long last = seeds > 0 ? first + seeds - 1 : Long.MAX_VALUE - 1;
    Search search =
        new Search(
            era, nodes, first, last, began + limit.toNanos(), finding -> tellNews(finding, began));
    CountDownLatch ended = new CountDownLatch(1);
    Thread progress = Thread.ofPlatform().daemon().start(() -> progress(search, began, ended));
    search.run(jobs);
    ended.countDown();
    progress.join();
    double seconds = (System.nanoTime() - began) / 1e9;
    List<Finding> shrunk = new ArrayList<>();
    for (Search.Kind kind : search.found().values()) {
      Finding finding = Shrinker.shrink(kind.first(), SHRINK_RUNS);
      shrunk.add(finding);
      if (save != null) {
        System.err.println("saved " + FindingFile.save(finding, save));
      }
    }
    if (json) {
      System.out.println(Json.text(table(search, shrunk, seconds)));
    } else {
      report(search, shrunk, seconds);
    }
    return shrunk.isEmpty() ? 0 : 1;
  }

  private @Nullable String wrong() {
    if (save != null && Files.exists(save) && !Files.isDirectory(save)) {
      return "--save takes a directory, and " + save + " is a file";
    }
    if (Profile.named(era).isEmpty()) {
      return "unknown era '"
          + era
          + "'; known are "
          + Profile.ALL.stream().map(Profile::name).collect(Collectors.joining(", "));
    }
    return jobs < 1 || jobs > 64 || seeds < 0 || first < 0
        ? "--jobs takes 1 to 64, --seeds and --first no negative numbers"
        : null;
  }

  private static void tellNews(Finding finding, long began) {
    System.err.printf(
        Locale.ROOT,
        "found after %.1f s: %s; %s%n",
        (System.nanoTime() - began) / 1e9,
        finding.sentence(),
        FindingText.replay(finding));
  }

  private static void progress(Search search, long began, CountDownLatch ended) {
    try {
      while (!ended.await(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
        double seconds = (System.nanoTime() - began) / 1e9;
        System.err.println(rate(search.played(), seconds) + heap());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the last collection of the heap has left, and how large it may grow. */
  private static String heap() {
    GcInfo last = null;
    for (GarbageCollectorMXBean bean :
        ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
      GcInfo info = bean.getLastGcInfo();
      last = info == null || last != null && last.getEndTime() > info.getEndTime() ? last : info;
    }
    if (last == null) {
      return "";
    }
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = last.getMemoryUsageAfterGc().get(pool.getName());
      bytes += pool.getType() == MemoryType.HEAP && usage != null ? usage.getUsed() : 0;
    }
    return ", heap " + (bytes >> 20) + " of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB";
  }

  private static String rate(long played, double seconds) {
    return String.format(
        Locale.ROOT,
        "%d %s in %.1f s, %.1f a second",
        played,
        played == 1 ? "seed" : "seeds",
        seconds,
        played / seconds);
  }

  private void report(Search search, List<Finding> shrunk, double seconds) {
    shrunk.forEach(finding -> FindingText.lines(finding).forEach(System.out::println));
    search
        .hazards()
        .forEach(
            (hazard, kind) ->
                System.out.println(
                    "known hazard, %d times: %s: %s%n  for example %s"
                        .formatted(
                            kind.count(),
                            hazard.words(),
                            hazard.reason(),
                            FindingText.replay(kind.first()))));
    System.out.println("era " + era + ": " + rate(search.played(), seconds));
    search
        .found()
        .forEach(
            (sentence, kind) ->
                System.out.println(
                    "%d times: %s%n  %s"
                        .formatted(kind.count(), sentence, String.join(" ", kind.seeds()))));
  }

  private Map<String, Object> table(Search search, List<Finding> shrunk, double seconds) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("era", era);
    table.put("seeds", search.played());
    table.put("seconds", Math.round(seconds * 1000) / 1000.0);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Finding finding : shrunk) {
      Search.Kind kind = search.found().get(finding.sentence());
      rows.add(FindingText.table(finding, kind));
    }
    table.put("findings", rows);
    List<Map<String, Object>> known = new ArrayList<>();
    search
        .hazards()
        .forEach(
            (hazard, kind) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("hazard", hazard.words());
              row.put("reason", hazard.reason());
              row.put("count", kind.count());
              row.put("seed", kind.first().seed().toString());
              known.add(row);
            });
    table.put("hazards", known);
    return table;
  }
}

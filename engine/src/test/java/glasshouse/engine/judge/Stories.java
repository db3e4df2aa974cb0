package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Things that happen to our nodes and to real servers alike, many at a time as they wait more than
 * they work, and what both have logged then.
 */
final class Stories implements AutoCloseable {
  private static final int AT_ONCE = 12;
  private static final int TRIES = 3;
  private static final long SECONDS = 60;

  /** A port on which nobody listens. */
  static final String NOBODY = "1";

  /** Said by each server at the end of a story: what comes before it has been read then. */
  private static final String LAST = "the-end";

  /** Told of what cannot be in our log: docs/fidelity.md. */
  private static final List<String> LEFT_OUT = List.of("* Fork CoW", "# WARNING Memory overcommit");

  /** Something that happens to servers of one kind. */
  interface Story {
    void happens(Cast cast) throws Exception;
  }

  /** The servers of one kind in one story. */
  static final class Cast implements AutoCloseable {
    private final char kind;
    private final Path directory;
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Set<Server> ended = new HashSet<>();
    private String byChance = "";
    private List<String> repeated = List.of();

    Cast(char kind, Path directory) {
      this.kind = kind;
      this.directory = directory;
    }

    Server start(String name, String... options) throws IOException {
      Server server = Server.start(kind, name, directory, String.join("\n", options));
      servers.put(name, server);
      return server;
    }

    /** A replica that has everything and is told so. */
    Server follow(String name, Server master, String... options) throws IOException {
      Server replica = start(name, options);
      long before = master.talk().number("replication", "connected_slaves");
      replica.follow(master);
      Sync.connected(replica.talk());
      Sync.replica(master.talk(), (int) before, "online");
      return replica;
    }

    /** Waits for the end of a server that was asked to end. */
    void awaitEnd(Server server) throws Exception {
      server.awaitEnd();
      ended.add(server);
    }

    /** Lines with these words depend on who is faster: their place is not compared. */
    void byChance(String words) {
      byChance = words;
    }

    /** Lines with these words come as often as there is time for: only the first is compared. */
    void repeated(String... words) {
      repeated = List.of(words);
    }

    private List<String> without(List<String> lines) {
      List<String> left = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (String line : lines) {
        if (repeated.stream().noneMatch(word -> line.contains(word) && !seen.add(word))) {
          left.add(line);
        }
      }
      return left;
    }

    /** Everything that was said until now, by the name of who said it. */
    Map<String, List<String>> said() {
      Map<String, List<String>> said = new LinkedHashMap<>();
      servers.forEach(
          (name, server) -> {
            String last = LAST;
            if (ended.contains(server)) {
              last = "bye bye...";
            } else {
              server.talk().line("DEBUG LOG " + LAST);
            }
            String end = last;
            Sync.until(() -> server.log().contains(end));
            List<String> lines = without(masked(server));
            Predicate<String> moves = line -> !byChance.isEmpty() && line.contains(byChance);
            List<String> moved = lines.stream().filter(moves).toList();
            lines.removeIf(moves);
            lines.addAll(moved);
            said.put(name, lines);
          });
      return said;
    }

    /**
     * A client that asks for the stream in these words and says that it listens where nobody does.
     */
    Talk asks(Server master, String capabilities, String words) {
      Talk replica = new Talk(master.port());
      assertThat(replica.line("REPLCONF listening-port " + NOBODY + capabilities)).isEqualTo("+OK");
      replica.send(words.split(" "));
      return replica;
    }

    @Override
    public void close() {
      // Replicas first: a master that ends waits for them.
      List.copyOf(servers.values()).reversed().forEach(Server::close);
    }
  }

  private final Path directory;
  private final Map<String, Story> stories = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore stages = new Semaphore(AT_ONCE, true);

  Stories(Path directory) {
    this.directory = directory;
  }

  Stories add(String name, Story story) {
    stories.put(name, story);
    return this;
  }

  /** Begins what was added; each is a test: our lines must be those of the real server. */
  DynamicContainer begin(String group) {
    List<DynamicTest> tests = new ArrayList<>();
    stories.forEach(
        (name, story) -> {
          Future<Both> first = threads.submit(() -> both(name, story));
          tests.add(DynamicTest.dynamicTest(name, () -> compare(name, story, first)));
        });
    stories.clear();
    return DynamicContainer.dynamicContainer(group, tests);
  }

  /** What the real servers said, and what ours did. */
  private record Both(Map<String, List<String>> real, Map<String, List<String>> ours) {}

  private Both both(String name, Story story) throws Exception {
    stages.acquire();
    try {
      Future<Map<String, List<String>>> real = threads.submit(() -> said('r', name, story));
      Map<String, List<String>> ours = said('o', name, story);
      return new Both(real.get(SECONDS, TimeUnit.SECONDS), ours);
    } finally {
      stages.release();
    }
  }

  /** Which of two sockets is looked at first is chance: a difference is one that comes again. */
  private void compare(String name, Story story, Future<Both> first) throws Exception {
    Both both = first.get(SECONDS, TimeUnit.SECONDS);
    for (int again = 1; again < TRIES && !both.ours.equals(both.real); again++) {
      both = both(name + " again " + again, story);
    }
    assertThat(both.ours).isEqualTo(both.real);
  }

  private Map<String, List<String>> said(char kind, String name, Story story) throws Exception {
    Path own = Files.createDirectories(directory.resolve(name + kind));
    try (Cast cast = new Cast(kind, own)) {
      story.happens(cast);
      return cast.said();
    }
  }

  /** The log of a server without what differs from run to run. */
  private static List<String> masked(Server server) {
    return server.signedLog().stream()
        .filter(line -> LEFT_OUT.stream().noneMatch(line::startsWith))
        .map(Stories::masked)
        .toList();
  }

  private static String masked(String line) {
    return line.replaceAll("127\\.0\\.0\\.1:[0-9]+", "ADDRESS")
        .replaceAll("\\b[0-9a-f]{40}\\b", "ID")
        .replaceAll("pid [0-9]+", "pid P")
        .replaceAll("child: [0-9]+", "child: P")
        .replaceAll("\\btemp-(rewriteaof-bg-)?[0-9]+", "temp-$1P")
        .replaceAll("\\(in server root dir [^)]*\\)", "(in D)")
        .replaceAll("[0-9]+\\.[0-9]+ (seconds|Mb)", "N $1")
        .replaceAll("RDB age [0-9]+", "RDB age N")
        .replaceAll("changes in [0-9]+ seconds", "changes in N seconds")
        .replaceAll("receiving [0-9]+ bytes", "receiving N bytes")
        .replaceAll("lag=[0-9]+", "lag=N")
        .replaceAll("from disk: .*", "from disk: WHY")
        // A peer that is gone has no address any more, if the system was fast.
        .replaceAll("replica client id #[0-9]+ lost", "replica ADDRESS lost")
        .replaceAll("id=[0-9]+ addr=.* resp=[23]", "CLIENT");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

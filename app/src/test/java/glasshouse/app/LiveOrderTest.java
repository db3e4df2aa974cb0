package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.LiveStage;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.SimStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every exhibit in every era it names, in the simulator and on live nodes: it must come out the
 * same, and every node must tell the same events in the same order. Live plays wait more than they
 * work, so many go on at once.
 */
class LiveOrderTest {
  private static final int AT_ONCE = 12;
  private static final long PLAY_SECONDS = 120;

  /** Beginnings of what may come at another place, more or less often, or not at all, and why. */
  private static final Map<String, String> BY_NATURE = new LinkedHashMap<>();

  static {
    String attempt =
        "a replica tries again each second until its master listens, has loaded and has its own"
            + " link: how often, and what the system calls the reason, depends on time";
    for (String words :
        List.of(
            "Connecting to MASTER",
            "MASTER <-> REPLICA sync started",
            "master link connect: ",
            "master link connecting: ",
            "Non blocking connect for SYNC",
            "master link handshake: ",
            "Error condition on socket for SYNC",
            "Failed to read response from the server",
            "Master did not respond to command during SYNC handshake",
            "Master replied to PING, replication can continue",
            "Error reply to PING from master: '-LOADING",
            "Master is currently unable to PSYNC but should be in the future: -NOMASTERLINK")) {
      BY_NATURE.put("REPLICATION " + words, attempt);
    }
    BY_NATURE.put(
        "REPLICATION Synchronization with replica ",
        "told when its dump is sent; which of two replicas that came at the same time is first by"
            + " chance");
    String rewriting = "a rewrite of the append only file goes on beside all else";
    for (String words :
        List.of(
            "Background append only file rewriting",
            "Background AOF rewrite",
            "Creating AOF incr file temp-",
            "Successfully created the temporary AOF",
            "Successfully renamed the temporary AOF",
            "Removing the history file")) {
      BY_NATURE.put("LIFE " + words, rewriting);
    }
    BY_NATURE.put("LIFE RDB age ", "read off the clock");
    BY_NATURE.put("LIFE RDB memory usage ", "what a node takes depends on who is connected to it");
    BY_NATURE.put("LIFE has ended", "told by the watch over threads, which a simulator has not");
  }

  /** A play in which the machine stood still for so long tells of the machine. */
  private static final long STALL_MILLIS = 500;

  private static final int TRIES = 3;

  @TempDir Path directory;
  private final ExecutorService plays = Executors.newFixedThreadPool(AT_ONCE);
  private final Stalls stalls = new Stalls(STALL_MILLIS);

  @AfterEach
  void end() {
    plays.shutdownNow();
    stalls.close();
  }

  /** What was played on live nodes, and whether the machine stood still meanwhile. */
  private record Live(Played played, boolean stalled) {}

  private static boolean bound(String words) {
    return BY_NATURE.keySet().stream().noneMatch(words::startsWith);
  }

  @TestFactory
  Stream<DynamicTest> everyPlayIsTheSameOnLiveNodes() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Exhibit exhibit : Exhibits.all()) {
      // A lab's threads, locks and file are real in any case.
      for (String era : exhibit.inLab() ? List.<String>of() : exhibit.eras().keySet()) {
        Future<Live> live = plays.submit(() -> live(exhibit, era));
        tests.add(
            DynamicTest.dynamicTest(
                exhibit.id() + " in " + era, () -> compare(exhibit, era, live)));
      }
    }
    return tests.stream();
  }

  private Live live(Exhibit exhibit, String era) throws Exception {
    int before = stalls.count();
    Played played = Played.play(exhibit, era, new LiveStage(directory), LiveOrderTest::bound);
    return new Live(played, stalls.count() > before);
  }

  private void compare(Exhibit exhibit, String era, Future<Live> first) throws Exception {
    Played simulated = Played.play(exhibit, era, new SimStage(), LiveOrderTest::bound);
    assertThat(simulated.ending()).isEqualTo(new Progress.Ending.Held());
    Live live = first.get(PLAY_SECONDS, TimeUnit.SECONDS);
    for (int i = 1; i < TRIES && live.stalled && !live.played.isAs(simulated); i++) {
      System.err.printf("the machine stood still: %s in %s is played again%n", exhibit.id(), era);
      live = plays.submit(() -> live(exhibit, era)).get(PLAY_SECONDS, TimeUnit.SECONDS);
    }
    Played real = live.played;
    assertThat(real.ending()).isEqualTo(new Progress.Ending.Held());
    assertThat(real.outcome()).isEqualTo(simulated.outcome());
    assertThat(real.events()).containsOnlyKeys(simulated.events().keySet());
    simulated
        .events()
        .forEach((node, events) -> assertThat(real.events().get(node)).as(node).isEqualTo(events));
  }
}

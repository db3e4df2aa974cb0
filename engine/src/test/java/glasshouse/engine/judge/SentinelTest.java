package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three real sentinels, two of which must agree, watch a master with two replicas: they find all,
 * see it die, promote a replica, turn the other one and, when it is back, the old master to the new
 * one; and then once more.
 */
@Needs({Judge.REDIS_SERVER, Judge.REDIS_SENTINEL})
class SentinelTest {
  @TempDir Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();

  /** A server that can be killed and started again on its port. */
  private interface Watched {
    int port();

    void kill() throws Exception;

    void startAgain() throws Exception;
  }

  @AfterEach
  void endAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  /** o is one of ours, r a real one; the first is the master. */
  @ParameterizedTest
  @ValueSource(strings = {"ooo", "roo"})
  void failsOverTwice(String cast) throws Exception {
    List<Watched> nodes = new ArrayList<>();
    for (int i = 0; i < cast.length(); i++) {
      String master = i == 0 ? "" : "127.0.0.1 " + nodes.getFirst().port();
      nodes.add(cast.charAt(i) == 'o' ? ours(i, master) : real(master));
    }
    for (Watched replica : nodes.subList(1, nodes.size())) {
      await("the link of a replica", () -> follows(replica, nodes.getFirst()));
    }
    List<Sentinel> sentinels = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Sentinel sentinel = Sentinel.watch(directory, nodes.getFirst().port());
      open.add(sentinel);
      sentinels.add(sentinel);
    }
    for (Sentinel sentinel : sentinels) {
      await("a sentinel", sentinel::hurry);
    }
    Watched master = nodes.getFirst();
    for (int round = 1; round <= 2; round++) {
      for (Sentinel sentinel : sentinels) {
        await("all to be seen", sentinel::seesAll);
      }
      Mixed.write(master.port(), round, 50);
      Watched dead = master;
      dead.kill();
      master = promoted(nodes, dead, sentinels);
      Watched fresh = master;
      Mixed.write(fresh.port(), 10L + round, 50);
      dead.startAgain();
      for (Watched node : nodes) {
        if (node != fresh) {
          await("a replica of the new master", () -> follows(node, fresh));
          same(fresh, node);
        }
      }
    }
    assertThat(sentinels.getFirst().log()).contains("+sdown master", "+switch-master");
  }

  /** Waits until all sentinels agree on another master; which it is. */
  private static Watched promoted(List<Watched> nodes, Watched dead, List<Sentinel> sentinels) {
    String old = String.valueOf(dead.port());
    for (Sentinel sentinel : sentinels) {
      await("another master", () -> !sentinel.master().equals(old));
    }
    String now = sentinels.getFirst().master();
    assertThat(sentinels).extracting(Sentinel::master).containsOnly(now);
    Watched master =
        nodes.stream().filter(n -> String.valueOf(n.port()).equals(now)).findFirst().orElseThrow();
    try (Talk talk = new Talk(master.port())) {
      assertThat(talk.info("replication")).containsEntry("role", "master");
    }
    return master;
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(condition);
  }

  private static boolean follows(Watched replica, Watched master) {
    try (Talk talk = new Talk(replica.port())) {
      var info = talk.info("replication");
      return String.valueOf(master.port()).equals(info.get("master_port"))
          && "up".equals(info.get("master_link_status"));
    } catch (UncheckedIOException killed) {
      // Sentinel ends the clients of a server whose role it changes.
      return false;
    }
  }

  private static void same(Watched master, Watched replica) {
    await("the same data", () -> compared(master, replica));
  }

  private static boolean compared(Watched master, Watched replica) {
    try (Talk one = new Talk(master.port());
        Talk other = new Talk(replica.port())) {
      Sync.same(one, other);
      return true;
    } catch (UncheckedIOException killed) {
      return false;
    }
  }

  private Watched ours(int number, String master) throws IOException {
    Path mine = Files.createDirectory(directory.resolve("node-" + number));
    LiveServer server =
        master.isEmpty() ? LiveServer.start(mine) : LiveServer.start(mine, "replicaof " + master);
    open.add(server);
    return new Watched() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public void kill() {
        server.close();
      }

      @Override
      public void startAgain() throws IOException {
        server.startAgain();
      }
    };
  }

  private Watched real(String master) {
    RedisServer[] server = {started(master, "0")};
    int port = server[0].port();
    return new Watched() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void kill() throws Exception {
        ProcessHandle process = ProcessHandle.of(server[0].pid()).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get();
      }

      @Override
      public void startAgain() {
        server[0] = started(master, String.valueOf(port));
      }
    };
  }

  private RedisServer started(String master, String port) {
    List<String> options =
        new ArrayList<>(
            List.of("--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "3600"));
    if (!master.isEmpty()) {
      options.addAll(List.of("--replicaof", master));
    }
    if (!port.equals("0")) {
      options.addAll(List.of("--port", port));
    }
    RedisServer server = RedisServer.start(options.toArray(String[]::new));
    open.add(server);
    return server;
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failovers without end over a cluster of our nodes and real servers: a master, replicas, a replica
 * of a replica. Writes of all kinds, then one event; after each, all stand at the same offset with
 * the same data, and nobody got everything anew where the real server would have gone on. More:
 * {@code -Dglasshouse.failovers=500}, others: {@code -Dglasshouse.random.seed=N}.
 */
@Needs(Judge.REDIS_SERVER)
class FailoversTest {
  private static final int STEPS = Integer.getInteger("glasshouse.failovers", 16);
  private static final long SEED = Long.getLong("glasshouse.random.seed", 4);
  private static final int WRITES = 60;

  /** o is one of ours, r a real one. */
  private static final String CAST = "orro";

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final List<Server> all = new ArrayList<>();

  /** Who follows whom; the master follows nobody. */
  private final Map<Server, @Nullable Server> masters = new LinkedHashMap<>();

  private final List<String> story = new ArrayList<>();

  /** Full resyncs given, by run id: a new life begins at none. */
  private final Map<String, Long> lives = new LinkedHashMap<>();

  @AfterEach
  void end() {
    all.forEach(Server::close);
  }

  @Test
  void leaveAllEqualAndNobodyBehind() throws Exception {
    for (int i = 0; i < CAST.length(); i++) {
      char kind = CAST.charAt(i);
      Server server = Server.start(kind, kind + "-" + i, directory, "");
      all.add(server);
      masters.put(server, null);
    }
    try {
      follow(all.get(1), all.getFirst());
      follow(all.get(2), all.getFirst());
      follow(all.get(3), all.get(1));
      equal();
      for (int step = 0; step < STEPS; step++) {
        write(step);
        equal();
        fullSyncs();
        event();
        equal();
        assertThat(fullSyncs()).as("full resyncs").isZero();
      }
    } catch (Throwable failed) {
      throw new AssertionError(
          "seed " + SEED + ", step " + story.size() + ":\n" + String.join("\n", story), failed);
    }
  }

  private void write(int step) {
    Server master = master();
    Mixed.write(master.port(), SEED * 1000 + step, WRITES);
    Mixed.scripts(master.talk(), step);
  }

  private void event() throws Exception {
    Server replica = pick(replicas());
    switch (random.nextInt(9)) {
      case 0 -> cut(replica);
      case 1 -> restart(replica);
      case 2 -> restart(master());
      case 3, 4 -> promote(pick(directReplicas()));
      case 5 -> failover(pick(directReplicas()));
      case 6 -> move(replica);
      case 7 -> cutAll();
      default -> blockAndPromote(pick(directReplicas()));
    }
  }

  private void cut(Server replica) {
    story.add("the link of " + replica + " is cut while the master writes");
    replica.talk().line("CLIENT KILL TYPE master");
    Mixed.write(master().port(), random.nextLong(), 10);
  }

  private void cutAll() {
    Server master = master();
    story.add(master + " drops all its replicas");
    master.talk().line("CLIENT KILL TYPE replica");
    Mixed.write(master.port(), random.nextLong(), 10);
  }

  private void restart(Server server) throws Exception {
    story.add(server + " restarts");
    server.restart(masters.get(server));
  }

  private void promote(Server fresh) {
    Server old = master();
    story.add(fresh + " is promoted, " + old + " follows it");
    assertThat(fresh.talk().line("REPLICAOF NO ONE")).isEqualTo("+OK");
    masters.put(fresh, null);
    Mixed.write(fresh.port(), random.nextLong(), 10);
    follow(old, fresh);
  }

  private void blockAndPromote(Server fresh) {
    Server old = master();
    story.add(fresh + " is promoted while clients of " + old + " wait");
    try (Talk waiting = new Talk(old.port())) {
      waiting.send("BLMOVE", "nothing", "nowhere", "LEFT", "LEFT", "0");
      Sync.until(() -> old.talk().number("clients", "blocked_clients") == 1);
      assertThat(fresh.talk().line("REPLICAOF NO ONE")).isEqualTo("+OK");
      masters.put(fresh, null);
      follow(old, fresh);
      assertThat(waiting.reply())
          .isEqualTo(
              "-UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
                  + " replica?)");
    }
  }

  private void failover(Server fresh) {
    Server old = master();
    story.add("FAILOVER of " + old + " to " + fresh);
    String to = "FAILOVER TO 127.0.0.1 " + fresh.port();
    assertThat(old.talk().line(to)).isEqualTo("+OK");
    Sync.until(
        () ->
            "slave".equals(old.talk().info("replication").get("role"))
                && "no-failover"
                    .equals(old.talk().info("replication").get("master_failover_state")));
    masters.put(fresh, null);
    masters.put(old, fresh);
  }

  private void move(Server replica) {
    List<Server> others = new ArrayList<>(all);
    others.removeIf(other -> follows(other, replica));
    Server target = pick(others);
    story.add(replica + " moves to " + target);
    follow(replica, target);
  }

  private boolean follows(Server server, Server above) {
    for (Server at = server; at != null; at = masters.get(at)) {
      if (at == above) {
        return true;
      }
    }
    return false;
  }

  private void follow(Server replica, Server master) {
    replica.follow(master);
    masters.put(replica, master);
  }

  private Server master() {
    return all.stream().filter(s -> masters.get(s) == null).findFirst().orElseThrow();
  }

  private List<Server> replicas() {
    return all.stream().filter(s -> masters.get(s) != null).toList();
  }

  private List<Server> directReplicas() {
    Server master = master();
    return all.stream().filter(s -> masters.get(s) == master).toList();
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** Waits until every replica has what the master has; from the top down. */
  private void equal() {
    Server master = master();
    for (Server replica : replicas()) {
      Sync.connected(replica.talk());
    }
    for (Server replica : replicas()) {
      Sync.same(master.talk(), replica.talk());
      assertThat(libraries(replica)).isEqualTo(libraries(master));
      assertThat(replica.talk().number("stats", "unexpected_error_replies"))
          .as("errors that %s has found in the stream; log:%n%s", replica, replica.log())
          .isZero();
    }
  }

  private static String libraries(Server server) {
    return server.talk().line("FUNCTION LIST WITHCODE");
  }

  /** How many full resyncs have been given since the last call. */
  private long fullSyncs() {
    long more = 0;
    for (Server server : all) {
      String life = Objects.requireNonNull(server.talk().info("server").get("run_id"));
      long now = server.talk().number("stats", "sync_full");
      more += now - lives.getOrDefault(life, 0L);
      lives.put(life, now);
    }
    return more;
  }
}

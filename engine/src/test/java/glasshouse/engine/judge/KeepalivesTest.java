package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a master puts a PING into its stream, asked of our node (o) and of the real server (r). */
@Needs(Judge.REDIS_SERVER)
class KeepalivesTest {
  private static final String PING = "[\"ping\"]";

  /** Less than ten need when one comes each second. */
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(6);

  @TempDir Path directory;

  /** A replica that has everything and never says so, behind a first write. */
  private static Talk silentReplica(Server master) {
    Talk replica = new Talk(master.port());
    assertThat(replica.line("REPLCONF listening-port 1")).isEqualTo("+OK");
    replica.send("PSYNC", "?", "-1");
    assertThat(replica.line()).startsWith("+FULLRESYNC");
    String head = replica.line();
    while (head.isEmpty()) {
      head = replica.line();
    }
    replica.skip(Integer.parseInt(head.substring(1)));
    master.talk().line("SET a 1");
    readUpTo(replica, "[\"SET\", \"a\", \"1\"]");
    return replica;
  }

  private static void readUpTo(Talk replica, String wanted) {
    String said = replica.reply();
    while (!said.equals(wanted)) {
      said = replica.reply();
    }
  }

  private static long secondsUp(Server master) {
    return master.talk().number("server", "uptime_in_seconds");
  }

  private Server start(char kind, String what, int period) throws IOException {
    return Server.start(kind, kind + what, directory, "repl-ping-replica-period " + period);
  }

  /**
   * By the clock of a replica that comes after two seconds it would come behind the end of a key
   * that is set with it. The stream has both in the master's own order, however late it is read.
   */
  private void byTheMastersClock(char kind) throws IOException {
    try (Server master = start(kind, "clock", 5)) {
      assertThat(master.talk().line("DEBUG SET-ACTIVE-EXPIRE 1")).isEqualTo("+OK");
      Sync.until(() -> secondsUp(master) >= 3);
      assertThat(master.talk().line("SET brief 1 PX 4700")).isEqualTo("+OK");
      try (Talk replica = silentReplica(master)) {
        assertThat(replica.reply()).isEqualTo(PING);
        assertThat(replica.reply()).isEqualTo("[\"DEL\", \"brief\"]");
      }
    }
  }

  private void heldBack(char kind) throws IOException {
    try (Server master = start(kind, "held", 1);
        Talk replica = silentReplica(master);
        Talk held = new Talk(master.port())) {
      // What came before is not counted, however long the way to here took.
      master.talk().sendAll(List.of("SET mark 1".split(" "), "FAILOVER TIMEOUT 1500".split(" ")));
      assertThat(master.talk().reply()).isEqualTo("+OK");
      assertThat(master.talk().reply()).isEqualTo("+OK");
      held.send("SET", "a", "2");
      readUpTo(replica, "[\"SET\", \"mark\", \"1\"]");
      // The cron that ends it may send one before what was held goes on, and one may come first.
      int pings = 0;
      while (replica.reply().equals(PING)) {
        pings++;
      }
      assertThat(held.reply()).isEqualTo("+OK");
      assertThat(pings).isLessThanOrEqualTo(2);
    }
  }

  private Both.Rule sent(String pause, int pings) {
    return kind -> {
      try (Server master = start(kind, "sent" + pings, 1);
          Talk replica = silentReplica(master)) {
        assertThat(master.talk().line(pause)).isEqualTo("+OK");
        long began = System.nanoTime();
        for (int i = 0; i < pings; i++) {
          assertThat(replica.reply()).isEqualTo(PING);
        }
        assertThat(System.nanoTime() - began).isLessThan(ENOUGH);
      }
    };
  }

  @Test
  void theyGoByTheMastersClock() throws Exception {
    Both.ask(this::byTheMastersClock);
  }

  /** In one without an end they come ten times as often, as the cron of replication does. */
  @Test
  void onlyAFailoverWithAnEndHoldsThemBack() throws Exception {
    Both.ask(this::heldBack, sent("FAILOVER", 10), sent("CLIENT PAUSE 60000 WRITE", 1));
  }
}

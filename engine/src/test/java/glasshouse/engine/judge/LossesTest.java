package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static glasshouse.engine.judge.Sync.same;
import static glasshouse.engine.judge.Sync.until;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import org.junit.jupiter.api.Test;

/**
 * What the real server loses without breaking a promise, in the steps and with the numbers of the
 * exhibits that tell of it.
 */
@Needs(Judge.REDIS_SERVER)
class LossesTest {
  private static RedisServer server(String... more) {
    String[] options = new String[more.length + 4];
    options[0] = "--repl-ping-replica-period";
    options[1] = "3600";
    options[2] = "--repl-diskless-sync-delay";
    options[3] = "0";
    System.arraycopy(more, 0, options, 4, more.length);
    return RedisServer.start(options);
  }

  private static RedisServer below(RedisServer master) {
    return server("--replicaof", "127.0.0.1", Integer.toString(master.port()));
  }

  private static void follow(Talk node, RedisServer master) {
    assertThat(node.line("REPLICAOF 127.0.0.1 " + master.port())).startsWith("+OK");
    connected(node);
  }

  private static void standsAt(Talk node, String offset) {
    until(() -> offset.equals(node.info("replication").get("master_repl_offset")));
  }

  /** Exhibit empty-master. */
  @Test
  void aMasterThatRestartsEmptyEmptiesItsReplica() {
    try (RedisServer m = server();
        RedisServer s = below(m);
        Talk replica = new Talk(s.port())) {
      try (Talk master = new Talk(m.port())) {
        connected(replica);
        master.line("MSET k1 1 k2 2 k3 3 k4 4 k5 5");
        same(master, replica);
        assertThat(replica.line("DBSIZE")).isEqualTo(":5");
        master.send("DEBUG", "CRASH-AND-RECOVER");
        until(() -> "down".equals(replica.info("replication").get("master_link_status")));
      }
      connected(replica);
      try (Talk master = new Talk(m.port())) {
        assertThat(replica.line("DBSIZE")).isEqualTo(":0");
        assertThat(master.line("DBSIZE")).isEqualTo(":0");
        assertThat(master.info("stats")).containsEntry("sync_full", "1");
        assertThat(m.log()).contains("Replication ID mismatch");
      }
    }
  }

  /** Exhibit acknowledged-and-lost. */
  @Test
  void whatADeposedMasterTookIsLost() {
    try (RedisServer m = server();
        RedisServer s = below(m);
        Talk master = new Talk(m.port());
        Talk replica = new Talk(s.port())) {
      connected(replica);
      master.line("SET a 1");
      standsAt(replica, "50");
      replica.line("REPLICAOF 127.0.0.1 1");
      until(() -> "0".equals(master.info("replication").get("connected_slaves")));
      assertThat(master.line("SET lost write")).isEqualTo("+OK");
      standsAt(master, "84");
      replica.line("REPLICAOF NO ONE");
      follow(master, s);
      assertThat(master.line("GET lost")).isEqualTo("(nil)");
      assertThat(s.log())
          .contains("Requested offset for second ID was 85, but I can reply up to 51");
      assertThat(replica.info("stats")).containsEntry("sync_full", "1");
    }
  }

  /** Exhibit waited-and-lost. */
  @Test
  void whatWaitCountedIsLostWhenAnotherIsPromoted() {
    try (RedisServer m = server();
        RedisServer a = below(m);
        RedisServer b = below(m);
        Talk one = new Talk(a.port());
        Talk other = new Talk(b.port())) {
      connected(one);
      connected(other);
      try (Talk master = new Talk(m.port())) {
        master.line("SET x 1");
        standsAt(one, "50");
        standsAt(other, "50");
        other.line("REPLICAOF 127.0.0.1 1");
        until(() -> "1".equals(master.info("replication").get("connected_slaves")));
        // In one go: an ACK that comes between makes WAIT ask for none.
        master.raw("SET k v\r\nWAIT 1 5000\r\n");
        assertThat(master.reply()).isEqualTo("+OK");
        assertThat(master.reply()).isEqualTo(":1");
        standsAt(one, "114");
      }
      ProcessHandle.of(m.pid()).ifPresent(ProcessHandle::destroyForcibly);
      until(() -> "down".equals(one.info("replication").get("master_link_status")));
      other.line("REPLICAOF NO ONE");
      follow(one, b);
      assertThat(other.line("GET k")).isEqualTo("(nil)");
      assertThat(one.line("GET k")).isEqualTo("(nil)");
      assertThat(b.log())
          .contains("Requested offset for second ID was 115, but I can reply up to 51");
    }
  }

  /** WAIT counts whoever has said PSYNC, whatever it is. */
  @Test
  void waitCountsASocketThatOnlyAsked() {
    try (RedisServer m = server();
        Talk master = new Talk(m.port());
        Talk client = new Talk(m.port());
        Talk nobody = new Talk(m.port())) {
      nobody.send("PSYNC", "?", "-1");
      until(() -> master.info("replication").getOrDefault("slave0", "").contains("state=online"));
      assertThat(client.line("WAIT 0 100")).isEqualTo(":1");
    }
  }
}

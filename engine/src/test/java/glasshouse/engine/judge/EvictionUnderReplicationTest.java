package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static glasshouse.engine.judge.Sync.same;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master that evicts keys and its replica stay equal, whichever of the two is ours. */
@Needs(Judge.REDIS_SERVER)
class EvictionUnderReplicationTest {
  private static final String FREQUENT = "maxmemory-policy allkeys-lfu\nlfu-log-factor 0";
  private static final int ROUNDS = 400;
  private static final int ROOM = 60_000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "volatile-ttl", "allkeys-lfu"})
  void aRealReplicaOfOurs(String policy) {
    try (LiveServer ours = LiveServer.start(directory);
        Talk master = ours.talk();
        RedisServer real =
            RedisServer.start("--replicaof", "127.0.0.1", String.valueOf(ours.port()));
        Talk replica = new Talk(real.port())) {
      connected(replica);
      evictAndCompare(master, replica, policy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-random", "volatile-lru", "volatile-lfu"})
  void ourReplicaOfARealOne(String policy) {
    try (RedisServer real = RedisServer.start("--repl-diskless-sync-delay", "0");
        Talk master = new Talk(real.port());
        LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 " + real.port());
        Talk replica = ours.talk()) {
      connected(replica);
      evictAndCompare(master, replica, policy);
    }
  }

  @Test
  void aDumpTellsHowOftenKeysAreUsed() {
    try (LiveServer ours = LiveServer.start(directory, FREQUENT);
        Talk master = ours.talk()) {
      use(master);
      try (RedisServer real =
              RedisServer.start(
                  "--maxmemory-policy",
                  "allkeys-lfu",
                  "--replicaof",
                  "127.0.0.1",
                  String.valueOf(ours.port()));
          Talk replica = new Talk(real.port())) {
        connected(replica);
        assertThat(replica.line("OBJECT FREQ key")).isEqualTo(master.line("OBJECT FREQ key"));
      }
    }
  }

  @Test
  void aRealDumpTellsHowOftenKeysAreUsed() {
    try (RedisServer real = RedisServer.start("--repl-diskless-sync-delay", "0");
        Talk master = new Talk(real.port())) {
      master.line("CONFIG SET maxmemory-policy allkeys-lfu lfu-log-factor 0");
      use(master);
      try (LiveServer ours =
              LiveServer.start(directory, FREQUENT, "replicaof 127.0.0.1 " + real.port());
          Talk replica = ours.talk()) {
        connected(replica);
        assertThat(replica.line("OBJECT FREQ key")).isEqualTo(master.line("OBJECT FREQ key"));
      }
    }
  }

  private static void use(Talk talk) {
    talk.line("SET key value");
    for (int i = 0; i < 100; i++) {
      talk.line("GET key");
    }
    assertThat(talk.line("OBJECT FREQ key")).isEqualTo(":105");
  }

  private static void evictAndCompare(Talk master, Talk replica, String policy) {
    master.line("CONFIG SET maxmemory-policy " + policy);
    Mixed.load(master, ROUNDS);
    long used = master.number("memory", "used_memory");
    master.line("CONFIG SET maxmemory " + (used - ROOM));
    Mixed.load(master, ROUNDS);
    master.line("MULTI");
    master.line("SET a " + "x".repeat(5000));
    master.line("EXEC");
    same(master, replica);
    assertThat(master.number("stats", "evicted_keys")).isPositive();
    assertThat(replica.number("stats", "evicted_keys")).isZero();
    assertThat(replica.number("stats", "unexpected_error_replies")).isZero();
  }
}

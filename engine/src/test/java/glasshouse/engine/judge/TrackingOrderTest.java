package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a client hears of keys it has read, asked of our node (o) and of the real server (r). */
@Needs(Judge.REDIS_SERVER)
class TrackingOrderTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path directory;

  private Server start(char kind, String what) throws IOException {
    return Server.start(kind, kind + what, directory, "");
  }

  private static Talk tracking(Server server, String options) {
    Talk talk = new Talk(server.port());
    assertThat(talk.line("HELLO 3")).startsWith("%");
    assertThat(talk.line("CLIENT TRACKING on" + options)).isEqualTo("+OK");
    return talk;
  }

  /** What was evicted for a command was read before it. */
  private void evictedForACommand(char kind) throws IOException {
    try (Server server = start(kind, "evicted");
        Talk talk = tracking(server, "")) {
      talk.line("CONFIG SET maxmemory-policy volatile-random");
      talk.line("SETEX volatile 1000 x");
      talk.line("GET volatile");
      long used = server.talk().number("memory", "used_memory");
      talk.line("CONFIG SET maxmemory " + (used + MEGABYTE));
      assertThat(talk.line("SETBIT large 16000000 0")).isEqualTo(":0");
      assertThat(talk.line("GETBIT large 0")).isEqualTo(">[\"invalidate\", [\"volatile\"]]");
      assertThat(talk.reply()).isEqualTo(":0");
    }
  }

  /** Telling many of evicted keys takes memory until it is sent; no more keys go for that. */
  private void evictedOnce(char kind) throws IOException {
    List<Talk> readers = new ArrayList<>();
    try (Server server = start(kind, "once")) {
      assertThat(server.talk().line("DEBUG PAUSE-CRON 1")).isEqualTo("+OK");
      server.talk().line("CONFIG SET maxmemory 100mb");
      List<String[]> reads = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String key = i + "k".repeat(1000);
        server.talk().run("SET", key, "x");
        reads.add(new String[] {"GET", key});
      }
      for (int i = 0; i < 10; i++) {
        Talk reader = tracking(server, "");
        readers.add(reader);
        reader.sendAll(reads);
        reads.forEach(_ -> assertThat(reader.reply()).isEqualTo("\"x\""));
      }
      server.talk().line("CONFIG SET maxmemory-policy allkeys-lru maxmemory-eviction-tenacity 100");
      long used = server.talk().number("memory", "used_memory");
      server.talk().line("CONFIG SET maxmemory " + (used - 40_000));
      readers.forEach(reader -> assertThat(reader.reply()).startsWith(">[\"invalidate\""));
      server.talk().line("PING");
      assertThat(server.talk().number("stats", "evicted_keys")).isBetween(10L, 60L);
    } finally {
      readers.forEach(Talk::close);
    }
  }

  /** What a client waited for is its own command, although another let it go on. */
  private void changedByTheWaiting(char kind) throws IOException {
    try (Server server = start(kind, "waiting");
        Talk talk = tracking(server, "");
        Talk calm = tracking(server, " NOLOOP")) {
      server.talk().line("RPUSH to a");
      talk.line("LRANGE to 0 -1");
      talk.send("BLMOVE", "from", "to", "LEFT", "LEFT", "0");
      Sync.until(() -> server.talk().number("clients", "blocked_clients") == 1);
      server.talk().line("RPUSH from b");
      assertThat(talk.reply()).isEqualTo("\"b\"");
      assertThat(talk.reply()).isEqualTo(">[\"invalidate\", [\"to\"]]");
      calm.line("LRANGE to 0 -1");
      calm.send("BLMOVE", "from", "to", "LEFT", "LEFT", "0");
      Sync.until(() -> server.talk().number("clients", "blocked_clients") == 1);
      server.talk().line("RPUSH from c");
      assertThat(calm.reply()).isEqualTo("\"c\"");
      assertThat(calm.line("PING")).isEqualTo("+PONG");
    }
  }

  /** A table that became too large is cut without a command. */
  private void forgottenForRoom(char kind) throws IOException {
    try (Server server = start(kind, "room");
        Talk talk = tracking(server, "")) {
      talk.line("MSET a 1 b 2");
      talk.line("MGET a b");
      assertThat(talk.line("CONFIG SET tracking-table-max-keys 1")).isEqualTo("+OK");
      assertThat(talk.reply()).matches(">\\[\"invalidate\", \\[\"[ab]\"]]");
    }
  }

  @Test
  void keysAreToldOfInOrder() throws Exception {
    Both.ask(
        this::evictedForACommand,
        this::evictedOnce,
        this::changedByTheWaiting,
        this::forgottenForRoom);
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.rdb.Forms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A master, a replica and its replica, ours and real ones in turn, masters with and without a disk:
 * every type of value, expiry, eviction, scripts, functions and transactions go down the chain; its
 * middle restarts, loses its links, is promoted, and the old master goes on from it, and back.
 */
@NeedsRedisServer
class ChainsTest {
  @TempDir Path directory;

  private final List<Server> chain = new ArrayList<>();

  @AfterEach
  void end() {
    chain.forEach(Server::close);
  }

  @ParameterizedTest
  @CsvSource({"ror,yes", "oro,no"})
  void allGoesDownAndNobodyStartsAnew(String kinds, String diskless) throws Exception {
    start(kinds, diskless, diskless.equals("yes") ? "no" : "yes");
    Server top = chain.getFirst();
    Server middle = chain.get(1);
    Server last = chain.getLast();
    types(top);
    equal(top, middle, last);
    Mixed.write(top.port(), 1, 150);
    Mixed.scripts(top.talk(), 1);
    equal(top, middle, last);
    evict(top);
    equal(top, middle, last);
    assertThat(middle.talk().number("stats", "evicted_keys")).isZero();
    assertThat(last.talk().number("stats", "evicted_keys")).isZero();

    middle.restart(top);
    Mixed.write(top.port(), 2, 50);
    equal(top, middle, last);
    middle.talk().line("CLIENT KILL TYPE master");
    middle.talk().line("CLIENT KILL TYPE replica");
    Mixed.write(top.port(), 3, 50);
    equal(top, middle, last);

    assertThat(middle.talk().line("REPLICAOF NO ONE")).isEqualTo("+OK");
    Mixed.write(middle.port(), 4, 50);
    top.follow(middle);
    equal(middle, top, last);
    assertThat(top.talk().line("REPLICAOF NO ONE")).isEqualTo("+OK");
    Mixed.write(top.port(), 5, 50);
    middle.follow(top);
    equal(top, middle, last);

    top.restart(null);
    Mixed.write(top.port(), 6, 50);
    equal(top, middle, last);
    // The middle has had one life before; each gave its replica everything once.
    assertThat(top.talk().number("stats", "sync_full")).isZero();
    assertThat(middle.talk().number("stats", "sync_full")).isZero();
    assertThat(last.talk().number("stats", "sync_full")).isZero();
  }

  /** The first gives its replica a dump with or without a disk, the others the other way. */
  private void start(String kinds, String diskless, String others) throws IOException {
    for (int i = 0; i < kinds.length(); i++) {
      char kind = kinds.charAt(i);
      String name = kind + "-" + i;
      String options = "repl-diskless-sync " + (i == 0 ? diskless : others);
      Server server = Server.start(kind, name, directory, options);
      chain.add(server);
      if (i == 0) {
        // Some of it comes as a dump.
        Mixed.load(server.talk(), 100);
        Mixed.scripts(server.talk(), 0);
        types(server);
      } else {
        server.follow(chain.get(i - 1));
        Sync.connected(server.talk());
      }
    }
  }

  /** Values of all types and encodings, in databases of their own, some of which expire. */
  private static void types(Server master) {
    int i = 0;
    for (byte[] form : Forms.restorable()) {
      master.talk().line("SELECT " + (6 + i % 2));
      String payload = Bytes.text(Forms.payload(form));
      String ttl = i % 3 == 0 ? "100000" : "0";
      assertThat(master.talk().run("RESTORE", "form" + i, ttl, payload, "REPLACE"))
          .as("type %d of %s", form[0], master)
          .isEqualTo("+OK");
      i++;
    }
    assertThat(i).isGreaterThan(60);
  }

  private static void evict(Server master) {
    Talk talk = master.talk();
    talk.line("SELECT 8");
    talk.line("CONFIG SET maxmemory-policy allkeys-lru");
    long evicted = talk.number("stats", "evicted_keys");
    talk.line("CONFIG SET maxmemory " + (talk.number("memory", "used_memory") + 100_000));
    for (int i = 0; i < 300; i++) {
      talk.run("SET", "filler" + i, "x".repeat(1000));
    }
    assertThat(talk.number("stats", "evicted_keys")).isGreaterThan(evicted);
    talk.line("CONFIG SET maxmemory 0");
  }

  private static void equal(Server master, Server... replicas) {
    for (Server replica : replicas) {
      Sync.connected(replica.talk());
    }
    for (Server replica : replicas) {
      Sync.same(master.talk(), replica.talk());
      assertThat(replica.talk().number("stats", "unexpected_error_replies"))
          .as("errors that %s has found in the stream; log:%n%s", replica, replica.log())
          .isZero();
    }
  }
}

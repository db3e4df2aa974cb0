package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.rdb.Forms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A master, a replica and its replica, and all that happens to them. */
final class Chain implements AutoCloseable {
  private final List<Server> servers = new ArrayList<>();
  private final Path directory;

  Chain(Path directory) {
    this.directory = directory;
  }

  /**
   * Each follows the one before it.
   *
   * @param kinds of the three, as {@link Server#start} takes them
   * @param first whether the first gives its replica a dump without a disk
   * @param second whether the others do
   */
  void start(String kinds, boolean first, boolean second) throws IOException {
    for (int i = 0; i < kinds.length(); i++) {
      char kind = kinds.charAt(i);
      String diskless = "repl-diskless-sync " + ((i == 0 ? first : second) ? "yes" : "no");
      Server server = Server.start(kind, kind + "-" + i, directory, diskless);
      servers.add(server);
      if (i == 0) {
        // Some of it comes as a dump.
        Mixed.load(server.talk(), 100);
        Mixed.scripts(server.talk(), 0);
        types(server);
      } else {
        server.follow(servers.get(i - 1));
        Sync.connected(server.talk());
      }
    }
  }

  @Override
  public void close() {
    servers.forEach(Server::close);
  }

  /**
   * Every type of value, expiry, eviction, scripts, functions and transactions go down; the middle
   * restarts, loses its links, is promoted, and the old master goes on from it, and back.
   */
  void live() throws Exception {
    Server top = servers.getFirst();
    Server middle = servers.get(1);
    Server last = servers.getLast();
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

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is said to take, asked of our node (o) and of the real server (r). */
@Needs(Judge.REDIS_SERVER)
class ClientBuffersTest {
  private static final String FRESH = "qbuf=0 qbuf-free=20474 rbs=16384 tot-mem=37632";
  private static final String ALL =
      "qbuf qbuf-free argv-mem multi-mem rbs rbp obl oll omem tot-mem events";

  @TempDir Path directory;

  /** A client of a server whose cron stands still, and the eyes of another on it. */
  private static final class Watched implements AutoCloseable {
    final Server server;
    final Talk talk;
    final String id;

    Watched(Server server) {
      this.server = server;
      assertThat(server.talk().line("DEBUG PAUSE-CRON 1")).isEqualTo("+OK");
      talk = new Talk(server.port());
      id = talk.line("CLIENT ID").substring(1);
    }

    /** The fields of CLIENT LIST with these names. */
    String fields(String names) {
      return pick(server.talk().run("CLIENT", "LIST", "ID", id), names);
    }

    /** Sends what is no complete request, and waits until so much of it is kept. */
    void sendPart(String bytes, String kept) {
      talk.raw(bytes);
      Sync.until(() -> fields("qbuf argv-mem").equals(kept));
    }

    @Override
    public void close() {
      talk.close();
    }
  }

  private static String pick(String line, String names) {
    return Stream.of(names.split(" "))
        .map(
            name ->
                Stream.of(line.split("[ \"]"))
                    .filter(field -> field.startsWith(name + "="))
                    .findFirst()
                    .orElse(name + " is missing"))
        .collect(Collectors.joining(" "));
  }

  private Server start(char kind, String what) throws IOException {
    return Server.start(kind, kind + what, directory, "");
  }

  private void queuedAndListed(char kind) throws IOException {
    try (Server server = start(kind, "lists");
        Watched watched = new Watched(server)) {
      Talk talk = watched.talk;
      assertThat(watched.fields("qbuf qbuf-free rbs tot-mem")).isEqualTo(FRESH);
      assertThat(pick(talk.line("CLIENT INFO"), ALL))
          .isEqualTo(
              "qbuf=26 qbuf-free=20448 argv-mem=10 multi-mem=0 rbs=16384 rbp=16384 obl=0 oll=0"
                  + " omem=0 tot-mem=37658 events=r");
      talk.line("WATCH a b c");
      assertThat(watched.fields("tot-mem")).isEqualTo("tot-mem=37800");
      talk.line("MULTI");
      for (String queued : new String[] {"37945", "38042", "38187"}) {
        talk.run("SET", "key", "v".repeat(67));
        assertThat(watched.fields("tot-mem")).isEqualTo("tot-mem=" + queued);
      }
      assertThat(watched.fields("multi-mem")).isEqualTo("multi-mem=291");
      talk.line("DISCARD");
      talk.send("SUBSCRIBE", "a", "b", "c");
      talk.send("PSUBSCRIBE", "d", "e");
      talk.send("SSUBSCRIBE", "f", "g", "h", "i");
      for (int i = 0; i < 9; i++) {
        talk.reply();
      }
      assertThat(watched.fields("tot-mem")).isEqualTo("tot-mem=37912");
    }
  }

  private void prefixes(char kind) throws IOException {
    try (Server server = start(kind, "prefixes");
        Watched watched = new Watched(server)) {
      Talk talk = watched.talk;
      assertThat(talk.line("HELLO 3")).startsWith("%");
      assertThat(talk.line("CLIENT TRACKING on BCAST")).isEqualTo("+OK");
      assertThat(watched.fields("tot-mem")).isEqualTo("tot-mem=37664");
      talk.line("CLIENT TRACKING off");
      StringBuilder sizes = new StringBuilder();
      for (String prefix : "user: users user/a/1 user/a/2 order: user/b o2 x".split(" ")) {
        assertThat(talk.run("CLIENT", "TRACKING", "on", "BCAST", "PREFIX", prefix))
            .isEqualTo("+OK");
        sizes.append(watched.fields("tot-mem").substring("tot-mem=37".length())).append(' ');
      }
      assertThat(sizes).hasToString("696 760 824 888 984 048 112 144 ");
    }
  }

  private void incomplete(char kind) throws IOException {
    try (Server server = start(kind, "parts");
        Watched watched = new Watched(server)) {
      watched.sendPart("*4\r\n$3\r\nset\r\n$1\r\nk\r\n", "qbuf=0 argv-mem=4");
      assertThat(watched.fields("qbuf-free tot-mem")).isEqualTo("qbuf-free=20474 tot-mem=37652");
      watched.sendPart("$40000\r\n123", "qbuf=3 argv-mem=4");
      assertThat(watched.fields("qbuf-free tot-mem")).isEqualTo("qbuf-free=40951 tot-mem=58132");
      watched.sendPart("4".repeat(39_997) + "\r\n$20000\r\nx", "qbuf=1 argv-mem=40004");
      assertThat(watched.fields("qbuf-free tot-mem")).isEqualTo("qbuf-free=40953 tot-mem=98140");
      watched.sendPart("x".repeat(4999), "qbuf=5000 argv-mem=40004");
      assertThat(watched.fields("qbuf-free")).isEqualTo("qbuf-free=35954");
    }
  }

  private void waiting(char kind) throws IOException {
    try (Server server = start(kind, "waits");
        Watched watched = new Watched(server)) {
      watched.talk.send("BLPOP", "k".repeat(100), "0");
      Sync.until(() -> server.talk().number("clients", "blocked_clients") == 1);
      assertThat(watched.fields("qbuf argv-mem tot-mem"))
          .isEqualTo("qbuf=0 argv-mem=106 tot-mem=37762");
      watched.talk.send("SET", "k", "v");
      Sync.until(() -> watched.fields("qbuf qbuf-free").equals("qbuf=27 qbuf-free=20447"));
    }
  }

  @Test
  void requestsAndListsAreCounted() throws Exception {
    Both.ask(this::queuedAndListed, this::prefixes, this::incomplete, this::waiting);
  }

  private void theyFitWhatIsUsed(char kind) throws IOException {
    try (Server server = start(kind, "fit");
        Talk talk = new Talk(server.port())) {
      assertThat(server.talk().line("DEBUG REPLYBUFFER PEAK-RESET-TIME 100")).isEqualTo("+OK");
      String id = talk.line("CLIENT ID").substring(1);
      String[] look = {"CLIENT", "LIST", "ID", id};
      Sync.until(() -> pick(server.talk().run(look), "rbs").equals("rbs=1024"));
      Sync.until(
          () -> pick(server.talk().run(look), "qbuf-free tot-mem").endsWith("=0 tot-mem=1800"));
      assertThat(server.talk().line("DEBUG REPLYBUFFER PEAK-RESET-TIME NEVER")).isEqualTo("+OK");
      server.talk().run("SET", "large", "x".repeat(60_000));
      Sync.until(
          () -> {
            talk.line("GET large");
            return pick(server.talk().run(look), "rbs rbp").equals("rbs=16384 rbp=16384");
          });
      assertThat(server.talk().number("stats", "reply_buffer_expands")).isGreaterThanOrEqualTo(4);
      assertThat(server.talk().number("stats", "reply_buffer_shrinks")).isPositive();
      // Its argument took it along, and left one as large; what is not used of that goes.
      talk.run("SET", "large", "x".repeat(400_000));
      assertThat(pick(server.talk().run(look), "qbuf-free")).isEqualTo("qbuf-free=458742");
      Sync.until(
          () -> {
            talk.line("GET no");
            return !pick(server.talk().run(look), "qbuf-free").equals("qbuf-free=458742");
          });
    }
  }

  private void theirSizeIsDebugged(char kind) throws IOException {
    try (Server server = start(kind, "debug")) {
      Talk talk = server.talk();
      String unknown =
          "-ERR unknown subcommand or wrong number of arguments for 'replybuffer'. Try DEBUG HELP.";
      assertThat(talk.line("DEBUG replybuffer")).isEqualTo(unknown);
      assertThat(talk.line("DEBUG replybuffer resizing")).isEqualTo(unknown);
      assertThat(talk.line("DEBUG replybuffer other 1")).isEqualTo(unknown);
      assertThat(talk.line("DEBUG replybuffer peak-reset-time x"))
          .isEqualTo("-ERR value is not an integer or out of range");
      assertThat(talk.line("DEBUG replybuffer peak-reset-time reset")).isEqualTo("+OK");
      assertThat(talk.line("DEBUG replybuffer resizing 0")).isEqualTo("+OK");
      try (Talk silent = new Talk(server.port())) {
        String id = silent.line("CLIENT ID").substring(1);
        Sync.until(
            () -> pick(talk.run("CLIENT", "LIST", "ID", id), "qbuf-free").equals("qbuf-free=0"));
        assertThat(pick(talk.run("CLIENT", "LIST", "ID", id), "rbs")).isEqualTo("rbs=16384");
      }
    }
  }

  @Test
  void buffersFitWhatIsUsedOfThem() throws Exception {
    Both.ask(this::theyFitWhatIsUsed, this::theirSizeIsDebugged);
  }

  /** The room for an argument is taken when its length is known. */
  private void announced(char kind) throws IOException {
    try (Server server = start(kind, "limit");
        Talk large = new Talk(server.port())) {
      server.talk().line("CLIENT NO-EVICT on");
      assertThat(server.talk().line("CONFIG SET maxmemory-clients 1mb")).isEqualTo("+OK");
      large.raw("*2\r\n$3\r\nget\r\n$900000\r\n");
      Sync.until(() -> server.talk().run("CLIENT", "LIST").contains("argv-mem=3 "));
      try (Talk other = new Talk(server.port())) {
        other.raw("*1\r\n$400000\r\n");
        assertThat(large.untilClosed()).isEmpty();
        assertThat(server.talk().number("stats", "evicted_clients")).isEqualTo(1);
      }
    }
  }

  /**
   * What replicas share is counted once, and not as theirs while it is no more than the backlog.
   */
  private void shared(char kind) throws IOException {
    try (Server master = start(kind, "master");
        Server replica = start(kind, "replica")) {
      replica.follow(master);
      Sync.replica(master.talk(), 0, "online");
      master.talk().line("SET a 1");
      Sync.until(
          () ->
              pick(master.talk().line("CLIENT LIST TYPE replica"), "oll omem")
                  .equals("oll=1 omem=20504"));
      final long before = master.talk().number("memory", "mem_total_replication_buffers");
      assertThat(master.talk().number("memory", "mem_clients_slaves")).isZero();
      replica.talk().line("REPLICAOF NO ONE");
      Sync.until(() -> master.talk().number("replication", "connected_slaves") == 0);
      assertThat(master.talk().number("memory", "mem_total_replication_buffers")).isEqualTo(before);
    }
  }

  @Test
  void limitsKnowWhoTakesWhat() throws Exception {
    Both.ask(this::announced, this::shared);
  }
}

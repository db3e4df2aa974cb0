package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of replication on the wire, each asked of our node (o) and of the real server (r): the
 * handshake, both forms of a full resync, what is in the stream, what is acknowledged and told.
 * {@link PsyncTableTest}, {@link GatesTest}, {@link BacklogLifeTest} and {@link TransitionsTest}
 * have the other ones.
 */
@Needs(Judge.REDIS_SERVER)
class ReplicationRulesTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  /** An RDB without anything: version 10, no checksum. */
  private static final String EMPTY = "REDIS0010\u00ff\0\0\0\0\0\0\0\0";

  @TempDir Path directory;

  private final List<Server> servers = new ArrayList<>();

  @AfterEach
  void end() {
    servers.forEach(Server::close);
  }

  private Server start(char kind, String... options) throws IOException {
    String name = kind + "-" + servers.size();
    Server server = Server.start(kind, name, directory, String.join("\n", options));
    servers.add(server);
    return server;
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void replconfTakesPairsAndKnowsItsOptions(char kind) throws IOException {
    Talk talk = start(kind).talk();
    assertThat(talk.line("REPLCONF listening-port")).isEqualTo("-ERR syntax error");
    assertThat(talk.line("REPLCONF listening-port x"))
        .isEqualTo("-ERR value is not an integer or out of range");
    assertThat(talk.line("REPLCONF unheard-of 1"))
        .isEqualTo("-ERR Unrecognized REPLCONF option: unheard-of");
    assertThat(talk.line("REPLCONF capa unheard-of capa eof")).isEqualTo("+OK");
    assertThat(talk.line("REPLCONF ip-address 10.0.0.1 listening-port 1234")).isEqualTo("+OK");
    assertThat(talk.line("REPLCONF rdb-filter-only unheard-of"))
        .startsWith("-ERR Unsupported rdb-filter-only option: ");
    // What replicas say later is not answered.
    talk.send("REPLCONF", "ack", "5");
    assertThat(talk.line("PING")).isEqualTo("+PONG");
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void syncIsRefusedWhileAnswersArePending(char kind) throws IOException {
    try (Talk talk = new Talk(start(kind).port())) {
      talk.raw("PING\r\nPSYNC ? -1\r\n");
      assertThat(talk.reply()).isEqualTo("+PONG");
      assertThat(talk.reply()).isEqualTo("-ERR SYNC and PSYNC are invalid with pending output");
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void aReplicaGreetsAsksFollowsAndAcknowledges(char kind) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Server replica =
          start(
              kind,
              "masterauth secret",
              "masteruser someone",
              "replica-announce-ip 10.1.2.3",
              "replica-announce-port 4321");
      replica.talk().run("REPLICAOF", "127.0.0.1", String.valueOf(door.getLocalPort()));
      try (Talk link = new Talk(door.accept())) {
        assertThat(link.reply()).isEqualTo("[\"PING\"]");
        link.raw("-NOAUTH Authentication required.\r\n");
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          said.add(link.reply());
        }
        assertThat(said)
            .containsExactly(
                "[\"AUTH\", \"someone\", \"secret\"]",
                "[\"REPLCONF\", \"listening-port\", \"4321\"]",
                "[\"REPLCONF\", \"ip-address\", \"10.1.2.3\"]",
                "[\"REPLCONF\", \"capa\", \"eof\", \"capa\", \"psync2\"]");
        link.raw("+OK\r\n-ERR no\r\n-ERR no\r\n-ERR no\r\n");
        // A master that follows asks for a way on from its own history.
        String own =
            Objects.requireNonNull(replica.talk().info("replication").get("master_replid"));
        assertThat(link.reply()).isEqualTo("[\"PSYNC\", \"" + own + "\", \"1\"]");
        link.raw("\n\n+FULLRESYNC " + ID + " 1000\r\n\n$" + EMPTY.length() + "\r\n" + EMPTY);
        link.raw("*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
        link.raw("*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n");
        String acknowledged = link.reply();
        while (!acknowledged.contains("1050")) {
          assertThat(acknowledged).isIn("[\"REPLCONF\", \"ACK\", \"1000\"]");
          acknowledged = link.reply();
        }
        assertThat(acknowledged).isEqualTo("[\"REPLCONF\", \"ACK\", \"1050\"]");
        Talk talk = replica.talk();
        assertThat(talk.line("SELECT 3")).isEqualTo("+OK");
        assertThat(talk.line("GET a")).isEqualTo("\"1\"");
        assertThat(talk.number("replication", "slave_repl_offset")).isEqualTo(1087);
        assertThat(talk.number("replication", "master_repl_offset")).isEqualTo(1087);
        assertThat(talk.line("ROLE"))
            .isEqualTo(
                "[\"slave\", \"127.0.0.1\", :" + door.getLocalPort() + ", \"connected\", :1087]");
      }
      try (Talk again = new Talk(door.accept())) {
        greet(again);
        assertThat(again.reply()).isEqualTo("[\"PSYNC\", \"" + ID + "\", \"1088\"]");
        again.raw("+CONTINUE\r\n*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$1\r\n1\r\n");
        // Nobody selects again: the replica remembers that it stands on 3.
        Sync.until(() -> replica.talk().line("GET b").equals("\"1\""));
      }
    }
  }

  private static void greet(Talk link) {
    assertThat(link.reply()).isEqualTo("[\"PING\"]");
    link.raw("+PONG\r\n");
    for (int i = 0; i < 4; i++) {
      link.reply();
      link.raw("+OK\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void aTransientRefusalKeepsTheOffsetAndAnUnknownOneDoesNot(char kind) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Server replica = followsNothing(kind, door);
      try (Talk link = new Talk(door.accept())) {
        greet(link);
        assertThat(link.reply()).startsWith("[\"PSYNC\", ");
        link.raw("+FULLRESYNC " + ID + " 7\r\n$" + EMPTY.length() + "\r\n" + EMPTY);
        Sync.connected(replica.talk());
      }
      for (String refusal : new String[] {"-NOMASTERLINK not now", "-LOADING not now"}) {
        try (Talk link = new Talk(door.accept())) {
          greet(link);
          assertThat(link.reply()).isEqualTo("[\"PSYNC\", \"" + ID + "\", \"8\"]");
          link.raw(refusal + "\r\n");
        }
      }
      try (Talk link = new Talk(door.accept())) {
        greet(link);
        assertThat(link.reply()).isEqualTo("[\"PSYNC\", \"" + ID + "\", \"8\"]");
        link.raw("-ERR unknown command 'PSYNC'\r\n");
        assertThat(link.line()).isEqualTo("SYNC");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"o,yes", "o,no", "r,yes", "r,no"})
  void aDumpHasALengthOrAMarkAndThenComesTheStream(char kind, String diskless) throws IOException {
    Server server = start(kind, "repl-diskless-sync " + diskless);
    server.talk().line("SET before 1");
    try (Talk replica = new Talk(server.port())) {
      replica.line("REPLCONF capa eof capa psync2 listening-port 1234");
      replica.send("PSYNC", "?", "-1");
      assertThat(spoken(replica)).matches("\\+FULLRESYNC [0-9a-f]{40} 0");
      String head = spoken(replica);
      if (diskless.equals("yes")) {
        assertThat(head).matches("\\$EOF:[0-9a-f]{40}");
        replica.until(head.substring("$EOF:".length()));
        server.talk().line("SET during 1");
        // The stream is held back until the first acknowledgement.
        Sync.until(
            () ->
                String.valueOf(server.talk().info("replication").get("slave0"))
                    .contains("state=online"));
        replica.send("REPLCONF", "ACK", "0");
      } else {
        assertThat(head).matches("\\$\\d+");
        replica.skip(Integer.parseInt(head.substring(1)));
        server.talk().line("SET during 1");
      }
      assertThat(replica.reply()).isEqualTo("[\"SELECT\", \"0\"]");
      assertThat(replica.reply()).isEqualTo("[\"SET\", \"during\", \"1\"]");
      replica.send("REPLCONF", "ACK", "55");
      Sync.until(
          () ->
              server
                  .talk()
                  .line("ROLE")
                  .equals("[\"master\", :55, [[\"127.0.0.1\", \"1234\", \"55\"]]]"));
      // What was acknowledged is not taken back.
      replica.send("REPLCONF", "ACK", "54");
      server.talk().line("PING");
      assertThat(server.talk().line("ROLE")).contains("\"1234\", \"55\"]");
    }
  }

  /** A line that is not one of those that only say "I am here". */
  private static String spoken(Talk talk) {
    String line = talk.line();
    while (line.isEmpty()) {
      line = talk.line();
    }
    return line;
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void whoWantsOnlyTheDumpIsClosedAfterIt(char kind) throws IOException {
    Server server = start(kind, "repl-diskless-sync no");
    try (Talk copier = new Talk(server.port())) {
      assertThat(copier.line("REPLCONF rdb-only 1 capa eof")).isEqualTo("+OK");
      copier.send("SYNC");
      String head = spoken(copier);
      assertThat(head).startsWith("$");
      server.talk().line("SET a 1");
      assertThat(copier.untilClosed()).hasSize(Integer.parseInt(head.substring(1)));
    }
    assertThat(server.talk().number("replication", "connected_slaves")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oro", "ror", "ooo"})
  void whatAReplicaWritesByItselfGoesNowhere(String kinds) throws IOException {
    Server top = start(kinds.charAt(0));
    Server middle = start(kinds.charAt(1), "replica-read-only no");
    Server last = start(kinds.charAt(2));
    middle.follow(top);
    Sync.connected(middle.talk());
    last.follow(middle);
    Sync.connected(last.talk());
    top.talk().line("SET a 1");
    Sync.same(top.talk(), last.talk());
    assertThat(middle.talk().line("SET own 1")).isEqualTo("+OK");
    top.talk().line("SET b 1");
    Sync.same(top.talk(), last.talk());
    assertThat(middle.talk().line("GET own")).isEqualTo("\"1\"");
    assertThat(last.talk().line("EXISTS own")).isEqualTo(":0");
    assertThat(top.talk().number("replication", "master_repl_offset"))
        .isEqualTo(middle.talk().number("replication", "master_repl_offset"));
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void aTransactionGoesOnAsAWhole(char kind) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Server middle = followsNothing(kind, door);
      try (Talk link = new Talk(door.accept())) {
        sendNothing(link, middle);
        link.raw("*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
        Sync.until(() -> middle.talk().number("replication", "slave_read_repl_offset") == 42);
        assertThat(middle.talk().number("replication", "master_repl_offset")).isZero();
        assertThat(middle.talk().line("EXISTS a")).isEqualTo(":0");
        link.raw("*1\r\n$4\r\nEXEC\r\n");
        Sync.until(() -> middle.talk().number("replication", "master_repl_offset") == 56);
        assertThat(middle.talk().line("EXISTS a")).isEqualTo(":1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void aFileSaysWhereTheStreamStands(char kind) throws Exception {
    Server master = start(kind);
    Server replica = start('r');
    assertThat(master.talk().line("SAVE")).isEqualTo("+OK");
    assertThat(master.dump()).doesNotContain("repl-");
    replica.follow(master);
    Sync.connected(replica.talk());
    master.talk().line("SELECT 3");
    master.talk().line("SET a 1");
    Sync.same(master.talk(), replica.talk());
    assertThat(master.talk().line("SAVE")).isEqualTo("+OK");
    String id = Objects.requireNonNull(master.talk().info("replication").get("master_replid"));
    assertThat(master.dump())
        .contains("repl-stream-db\u00c0\u0003", "repl-id(" + id, "repl-offset\u00c02");
    master.restart(null);
    // Before it ended it asked its replica how far it is: 37 bytes.
    assertThat(master.talk().info("replication"))
        .containsEntry("master_replid2", id)
        .containsEntry("second_repl_offset", "88")
        .containsEntry("master_repl_offset", "87")
        .containsEntry("repl_backlog_active", "1");
  }

  /** A replica of a master made up, which has nothing yet. */
  private Server followsNothing(char kind, ServerSocket door) throws IOException {
    Server replica = start(kind, "masterauth secret", "replica-announce-ip 10.1.2.3");
    replica.talk().run("REPLICAOF", "127.0.0.1", String.valueOf(door.getLocalPort()));
    return replica;
  }

  private static void sendNothing(Talk link, Server replica) {
    greet(link);
    link.reply();
    link.raw("+FULLRESYNC " + ID + " 0\r\n$" + EMPTY.length() + "\r\n" + EMPTY);
    Sync.connected(replica.talk());
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void anErrorInTheStreamIsLoggedAndCountedAndTheOffsetGoesOn(char kind) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Server replica = followsNothing(kind, door);
      try (Talk link = new Talk(door.accept())) {
        sendNothing(link, replica);
        link.raw("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
        link.raw("*3\r\n$5\r\nLPUSH\r\n$1\r\na\r\n$1\r\n1\r\n");
        link.raw("*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n");
        String said = link.reply();
        while (said.equals("[\"REPLCONF\", \"ACK\", \"0\"]")) {
          said = link.reply();
        }
        assertThat(said).isEqualTo("[\"REPLCONF\", \"ACK\", \"56\"]");
        assertThat(replica.talk().number("stats", "unexpected_error_replies")).isEqualTo(1);
        Sync.until(() -> replica.log().contains("Latest backlog"));
        assertThat(replica.log())
            .contains(
                "== CRITICAL == This replica is sending an error to its master: '-WRONGTYPE"
                    + " Operation against a key holding the wrong kind of value' after"
                    + " processing the command 'lpush'",
                "Latest backlog is: '\"*3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\na\\r\\n$1\\r\\n1\\r\\n\"'");
        assertThat(replica.talk().line("GET a")).isEqualTo("\"1\"");
        link.send("XGROUP", "CREATE", "a", "g", "0");
        link.send("INCR", "x", "y");
        link.send("NOSUCH", "x");
        Sync.until(() -> replica.log().contains("'<unknown>'"));
        assertThat(replica.log())
            .contains(
                "wrong kind of value' after processing the command 'xgroup|create'",
                "'wrong number of arguments for 'incr' command' after processing the command"
                    + " 'incr'",
                "'unknown command 'NOSUCH', with args beginning with: 'x' ' after processing the"
                    + " command '<unknown>'");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'o', 'r'})
  void aLineOfTextInTheStreamEndsItAndTheWayBack(char kind) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Server replica = followsNothing(kind, door);
      try (Talk link = new Talk(door.accept())) {
        sendNothing(link, replica);
        // A line feed by itself says that the master is there.
        link.raw("\n\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\nSET b 1\r\n");
        link.untilClosed();
      }
      try (Talk again = new Talk(door.accept())) {
        greet(again);
        assertThat(again.reply()).isEqualTo("[\"PSYNC\", \"?\", \"-1\"]");
        assertThat(replica.talk().line("EXISTS a b")).isEqualTo(":1");
      }
    }
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the stream and then says what is answered, as redis-server 7.0.15 has it. */
@Needs(Judge.REDIS_SERVER)
class IntruderTest {
  private static final List<String> ENDED =
      List.of(
          "PING",
          "GET a",
          "SET a 2",
          "MULTI",
          "SUBSCRIBE ch",
          "nosuch",
          "client nosuch",
          "GET",
          "REPLCONF listening-port 1",
          "REPLCONF",
          "QUIT",
          "DBSIZE",
          "EVAL return(1) 0",
          "EVAL_RO return(1) 0",
          "PUBLISH ch x",
          "WAIT 0 0",
          "BLPOP l 1",
          "EXEC",
          "HELLO 3",
          "SELECT 1",
          "CLIENT KILL TYPE pubsub",
          "XADD s * a b");

  private static final List<String> SILENT =
      List.of("REPLCONF GETACK *", "REPLCONF ACK 1", "SYNC", "PSYNC ? -1", "MONITOR");

  @TempDir Path directory;

  private Server server(char kind) throws Exception {
    Server server = Server.start(kind, "m" + kind, directory, "");
    try (Talk first = new Talk(server.port())) {
      first.send("SYNC");
      server.talk().line("SET a 1");
      first.until("SET");
    }
    return server;
  }

  /** A connection that follows from where the master stands. */
  private static Talk follower(Server server) {
    var info = server.talk().info("replication");
    long next = Long.parseLong(info.get("master_repl_offset")) + 1;
    Talk replica = new Talk(server.port());
    assertThat(
            replica.run("PSYNC", String.valueOf(info.get("master_replid")), String.valueOf(next)))
        .isEqualTo("+CONTINUE");
    return replica;
  }

  private static List<String> told(Server server) {
    String mark = "until-" + System.nanoTime();
    server.talk().run("DEBUG", "LOG", mark);
    Sync.until(() -> server.log().contains(mark));
    return server.signedLog().stream()
        .filter(line -> line.contains("generated a reply") || line.contains("CRITICAL"))
        .map(line -> line.replaceFirst("id=.* flags=S.* (cmd=\\S+) .*", "$1"))
        .toList();
  }

  @Test
  void getsTheEndInsteadOfTheReply() throws Exception {
    List<String> told = Both.same(this::ended);
    assertThat(told)
        .contains("# Replica generated a reply to command 'ping', disconnecting it: cmd=ping");
  }

  private List<String> ended(char kind) throws Exception {
    try (Server server = server(kind)) {
      List<String> seen = new ArrayList<>();
      for (String said : ENDED) {
        try (Talk replica = follower(server)) {
          replica.send(said.split(" "));
          seen.add(said + " -> " + replica.untilClosed());
        }
      }
      try (Talk replica = follower(server)) {
        replica.raw("*nonsense\r\n");
        seen.add(replica.untilClosed());
      }
      seen.addAll(told(server));
      seen.add(server.talk().info("stats").get("unexpected_error_replies"));
      seen.add(server.talk().run("GET", "a"));
      return seen;
    }
  }

  @Test
  void staysWhenNothingWouldBeSaid() throws Exception {
    assertThat(Both.same(this::silent)).hasSize(2);
  }

  /** What it says without an answer, then a write that comes down the stream, then an error. */
  private List<String> silent(char kind) throws Exception {
    try (Server server = server(kind);
        Talk replica = follower(server)) {
      SILENT.forEach(said -> replica.send(said.split(" ")));
      server.talk().line("SET a 3");
      List<String> seen = new ArrayList<>();
      seen.add(replica.reply() + told(server));
      replica.send("CLIENT", "REPLY", "SKIP");
      replica.send("GET", "a");
      replica.send("PING");
      replica.untilClosed();
      seen.add(String.join("; ", told(server)));
      return seen;
    }
  }

  @Test
  void isNotToldWhatItHadSubscribedTo() throws Exception {
    assertThat(Both.same(this::subscribed)).contains("'psync'");
  }

  private String subscribed(char kind) throws Exception {
    try (Server server = server(kind);
        Talk replica = new Talk(server.port())) {
      replica.line("HELLO 3");
      replica.line("SUBSCRIBE ch");
      replica.send("PSYNC", "?", "-1");
      replica.until("FULLRESYNC");
      server.talk().line("PUBLISH ch m");
      String rest = replica.untilClosed();
      return rest.contains("message") + " " + told(server);
    }
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLIENT REPLY within a transaction, asked of our node (o) and of the real server (r). */
@Needs(Judge.REDIS_SERVER)
class RepliesTest {
  @TempDir Path directory;

  private Both.Rule said(String name, String expected, String... lines) {
    return kind -> {
      try (Server server = Server.start(kind, kind + name, directory, "");
          Talk talk = new Talk(server.port())) {
        for (String line : lines) {
          talk.send(line.split(" "));
        }
        talk.send("QUIT");
        assertThat(talk.untilClosed()).as("%s", kind).isEqualTo(expected);
      }
    };
  }

  @Test
  void silenceBeginsWhereATransactionAsksForItAndEndsSo() throws Exception {
    Both.ask(
        said(
            "off",
            "+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n*3\r\n+OK\r\n+OK\r\n+OK\r\n",
            "MULTI",
            "SET a 1",
            "CLIENT REPLY OFF",
            "SET a 2",
            "EXEC",
            "PING",
            "CLIENT REPLY ON"),
        said(
            "on",
            "+OK\r\n+OK\r\n+OK\r\n",
            "CLIENT REPLY OFF",
            "MULTI",
            "SET a 1",
            "CLIENT REPLY ON",
            "SET a 2",
            "EXEC"),
        said(
            "skip",
            "+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n+PONG\r\n+OK\r\n",
            "MULTI",
            "CLIENT REPLY SKIP",
            "SET a 2",
            "EXEC",
            "GET a",
            "PING"));
  }

  /** What ends the wait is said by another client, or nothing does but the time. */
  private Both.Rule endsUnheard(String name, String waits, String ends) {
    return kind -> {
      try (Server server = Server.start(kind, kind + name, directory, "");
          Talk talk = new Talk(server.port())) {
        String id = talk.line("CLIENT ID").substring(1);
        talk.send("CLIENT", "REPLY", "SKIP");
        talk.send(waits.split(" "));
        if (!ends.isEmpty()) {
          Sync.until(() -> server.talk().number("clients", "blocked_clients") == 1);
          server.talk().line(ends.replace("ID", id));
        }
        assertThat(talk.line("PING")).as("%s: %s", kind, waits).isEqualTo("+PONG");
      }
    };
  }

  @Test
  void aWaitThatEndsIsNotAnsweredToWhoWantsNoAnswer() throws Exception {
    Both.ask(
        endsUnheard("late", "BLPOP k 0.05", ""),
        endsUnheard("served", "BLPOP k 0", "RPUSH k 1"),
        endsUnheard("read", "XREAD BLOCK 0 STREAMS k $", "XADD k * f v"),
        endsUnheard("woken", "BZPOPMIN k 0", "CLIENT UNBLOCK ID ERROR"),
        endsUnheard("alone", "WAIT 1 50", ""));
  }
}

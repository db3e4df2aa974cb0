package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients can do to one another, to themselves and to the node. */
class ClientsTest {
  private final Desk desk = new Desk("enable-debug-command", "yes");

  @Test
  void aClientIsListedWithTheFieldsOfRedis() {
    desk.run("CLIENT", "SETNAME", "me");
    desk.run("SELECT", "3");
    desk.run("MULTI");
    desk.run("SET", "a", "1");
    assertThat(desk.as(2, "CLIENT", "LIST", "ID", "1"))
        .endsWith(
            "id=1 addr=127.0.0.1:40001 laddr=127.0.0.1:7001 fd=1 name=me age=0 idle=0 flags=x db=3"
                + " sub=0 psub=0 ssub=0 multi=1 qbuf=0 qbuf-free=20474 argv-mem=0 multi-mem=29"
                + " rbs=16384 rbp=16384 obl=0 oll=0 omem=0 tot-mem=37709 events=r cmd=set"
                + " user=default redir=-1 resp=2\n\r\n");
  }

  @Test
  void killedClientsAreGoneAndTheCallerIsSpared() {
    assertThat(desk.run("CLIENT", "KILL", "ID", "2")).isEqualTo(":1\r\n");
    assertThat(desk.run("CLIENT", "LIST", "ID", "2")).isEqualTo("$0\r\n\r\n");
    assertThat(desk.as(2, "PING")).isEmpty();
    assertThat(desk.run("CLIENT", "KILL", "TYPE", "normal")).isEqualTo(":13\r\n");
    assertThat(desk.run("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void aKilledClientNoLongerTakesWhatItWaitedFor() {
    assertThat(desk.as(2, "BLPOP", "l", "0")).isEmpty();
    desk.run("CLIENT", "KILL", "ID", "2");
    desk.run("RPUSH", "l", "x");
    assertThat(desk.run("LLEN", "l")).isEqualTo(":1\r\n");
  }

  @Test
  void aWaitingClientIsWokenByTimeoutOrError() {
    desk.as(2, "BLPOP", "l", "0");
    assertThat(desk.run("CLIENT", "UNBLOCK", "2")).isEqualTo(":1\r\n");
    assertThat(desk.take(2)).isEqualTo("*-1\r\n");
    desk.as(2, "BLPOP", "l", "0");
    assertThat(desk.run("CLIENT", "UNBLOCK", "2", "ERROR")).isEqualTo(":1\r\n");
    assertThat(desk.take(2)).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
    assertThat(desk.run("CLIENT", "UNBLOCK", "2")).isEqualTo(":0\r\n");
    assertThat(desk.as(2, "PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void aCommandThatWaitedIsCountedAndShownOnce() {
    desk.as(3, "MONITOR");
    desk.as(2, "BLPOP", "l", "0");
    desk.run("RPUSH", "l", "x");
    assertThat(desk.take(2)).endsWith("x\r\n");
    desk.run("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
    desk.as(2, "XREADGROUP", "GROUP", "g", "me", "BLOCK", "0", "STREAMS", "s", ">");
    desk.run("XGROUP", "DESTROY", "s", "g");
    assertThat(desk.take(2)).startsWith("-NOGROUP ");
    assertThat(desk.run("INFO", "commandstats"))
        .containsPattern("cmdstat_blpop:calls=1,.*,failed_calls=0\r\n")
        .containsPattern("cmdstat_xreadgroup:calls=1,.*,failed_calls=1\r\n");
    assertThat(desk.run("INFO", "stats")).contains("total_commands_processed:7\r\n");
    assertThat(desk.take(3)).containsOnlyOnce("\"BLPOP\"").containsOnlyOnce("\"XREADGROUP\"");
  }

  @Test
  void whatExpiresWhileTheNodeSleepsIsGivenToNobody() {
    desk.run("DEBUG", "SET-ACTIVE-EXPIRE", "0");
    desk.stream();
    desk.as(2, "BRPOP", "k", "0");
    desk.run("MULTI");
    desk.run("RPUSH", "k", "hello");
    desk.run("PEXPIRE", "k", "100");
    desk.run("DEBUG", "SLEEP", "0.2");
    desk.run("EXEC");
    desk.pass(201);
    assertThat(desk.take(2)).isEmpty();
    assertThat(desk.stream())
        .hasSize(6)
        .startsWith(List.of("SELECT", "0"), List.of("MULTI"), List.of("RPUSH", "k", "hello"))
        .endsWith(List.of("EXEC"), List.of("DEL", "k"));
  }

  @Test
  void aPauseHoldsWritesOrEverythingAndEnds() {
    assertThat(desk.run("CLIENT", "PAUSE", "1000", "WRITE")).isEqualTo("+OK\r\n");
    assertThat(desk.as(2, "GET", "a")).isEqualTo("$-1\r\n");
    assertThat(desk.as(2, "SET", "a", "1")).isEmpty();
    desk.pass(999);
    assertThat(desk.take(2)).isEmpty();
    desk.pass(2);
    assertThat(desk.take(2)).isEqualTo("+OK\r\n");
    desk.run("CLIENT", "PAUSE", "100000");
    assertThat(desk.as(2, "GET", "a")).isEmpty();
    desk.pass(100001);
    assertThat(desk.take(2)).isEqualTo("$1\r\n1\r\n");
    desk.run("CLIENT", "PAUSE", "100000", "WRITE");
    desk.as(2, "SET", "a", "2");
    assertThat(desk.run("CLIENT", "UNPAUSE")).isEqualTo("+OK\r\n");
    assertThat(desk.take(2)).isEqualTo("+OK\r\n");
  }

  @Test
  void repliesAreSkippedOrTurnedOff() {
    assertThat(desk.run("CLIENT", "REPLY", "SKIP")).isEmpty();
    assertThat(desk.run("PING")).isEmpty();
    assertThat(desk.run("PING")).isEqualTo("+PONG\r\n");
    assertThat(desk.run("CLIENT", "REPLY", "OFF")).isEmpty();
    assertThat(desk.run("PING")).isEmpty();
    assertThat(desk.run("NOSUCH")).isEmpty();
    assertThat(desk.run("CLIENT", "REPLY", "ON")).isEqualTo("+OK\r\n");
    assertThat(desk.run("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void aMonitorSeesCommandsButNoPasswordsAndNoAdministration() {
    assertThat(desk.as(2, "MONITOR")).isEqualTo("+OK\r\n");
    desk.run("SET", "a", "x\n\"");
    desk.run("CONFIG", "GET", "hz");
    desk.run("AUTH", "default", "secret");
    desk.run("MULTI");
    desk.run("GET", "a");
    desk.run("EXEC");
    String head = "+1700000000.000000 [0 127.0.0.1:40001] ";
    assertThat(desk.take(2))
        .isEqualTo(
            head
                + "\"SET\" \"a\" \"x\\n\\\"\"\r\n"
                + head
                + "\"AUTH\" \"(redacted)\" \"(redacted)\"\r\n"
                + head
                + "\"MULTI\"\r\n"
                + head
                + "\"GET\" \"a\"\r\n"
                + head
                + "\"EXEC\"\r\n");
    desk.run("EVAL", "return redis.call('set','a',1)", "0");
    assertThat(desk.take(2))
        .isEqualTo(
            head
                + "\"EVAL\" \"return redis.call('set','a',1)\" \"0\"\r\n"
                + "+1700000000.000000 [0 lua] \"set\" \"a\" \"1\"\r\n");
    assertThat(desk.as(2, "RESET")).isEqualTo("+RESET\r\n");
    desk.run("SET", "a", "1");
    assertThat(desk.take(2)).isEmpty();
  }

  @Test
  void theSlowLogKeepsCutArgumentsAndNoPasswords() {
    desk.run("CONFIG", "SET", "slowlog-log-slower-than", "0");
    desk.run("SLOWLOG", "RESET");
    desk.run("SET", "a", "x".repeat(130));
    desk.run("CONFIG", "SET", "requirepass", "secret");
    desk.run("CONFIG", "SET", "requirepass", "");
    String log = desk.run("SLOWLOG", "GET");
    assertThat(log)
        .contains("x".repeat(128) + "... (2 more bytes)", "(redacted)")
        .doesNotContain("secret");
  }

  @Test
  void sleepHoldsEverybodyAndKeepsTheOrder() {
    assertThat(desk.run("DEBUG", "SLEEP", "2")).isEmpty();
    assertThat(desk.as(2, "SET", "a", "1")).isEmpty();
    assertThat(desk.as(3, "GET", "a")).isEmpty();
    desk.pass(1999);
    assertThat(desk.take(2)).isEmpty();
    desk.pass(2);
    assertThat(desk.take(1)).isEqualTo("+OK\r\n");
    assertThat(desk.take(2)).isEqualTo("+OK\r\n");
    assertThat(desk.take(3)).isEqualTo("$1\r\n1\r\n");
  }

  @Test
  void infoCountsCommandsAndErrors() {
    desk.run("SET", "a", "1");
    desk.run("LPUSH", "a", "1");
    desk.run("GET");
    desk.run("NOSUCH");
    assertThat(desk.run("INFO", "commandstats"))
        .contains(
            "cmdstat_set:calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=0\r\n",
            "cmdstat_lpush:calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=1\r\n",
            "cmdstat_get:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0\r\n");
    assertThat(desk.run("INFO", "errorstats"))
        .contains("errorstat_ERR:count=2\r\n", "errorstat_WRONGTYPE:count=1\r\n");
    assertThat(desk.run("INFO", "keyspace")).contains("db0:keys=1,expires=0,avg_ttl=0\r\n");
    desk.run("CONFIG", "RESETSTAT");
    assertThat(desk.run("INFO", "errorstats")).doesNotContain("errorstat_");
  }

  @Test
  void drawingsAreAsLargeAsAskedForAndSigned() {
    String squares = utf8(desk.run("LOLWUT", "VERSION", "5", "40", "4", "6"));
    List<String> drawn = squares.lines().filter(l -> l.matches("[\u2800-\u28ff]{40}")).toList();
    assertThat(drawn).hasSize(30);
    assertThat(String.join("", drawn).replace("\u2800", "")).hasSizeGreaterThan(100);
    String towers = desk.run("LOLWUT", "VERSION", "6", "30", "5");
    assertThat(towers.lines().filter(l -> l.matches("(\u001b\\[\\d+m \u001b\\[0m){30}")))
        .hasSize(5);
    assertThat(squares).endsWith("Redis ver. 7.0.15\n\r\n");
    assertThat(towers).endsWith("Redis ver. 7.0.15\n\r\n");
    desk.run("LOLWUT", "VERSION", "5", "0", "-1", "100000");
    desk.run("LOLWUT", "VERSION", "6", "100000", "100000");
    assertThat(desk.run("PING")).isEqualTo("+PONG\r\n");
  }

  private static String utf8(String wire) {
    return new String(Bytes.of(wire), StandardCharsets.UTF_8);
  }
}

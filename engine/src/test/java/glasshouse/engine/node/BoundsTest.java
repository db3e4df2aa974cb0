package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client may make a node keep, and for how long it may be silent. */
class BoundsTest {
  private final Desk desk = new Desk("enable-debug-command", "yes");

  private String info(String section) {
    return desk.as(9, "INFO", section);
  }

  private String list(int client) {
    return desk.as(9, "CLIENT", "LIST", "ID", String.valueOf(client));
  }

  @Test
  void tooManyClientsAreTurnedAwayAndCounted() {
    desk.run("CONFIG", "SET", "maxclients", "16");
    desk.lab().connect("desk");
    long late = desk.lab().connect("desk");
    assertThat(desk.lab().take("desk", late)).isEqualTo("-ERR max number of clients reached\r\n");
    assertThat(info("stats"))
        .contains("total_connections_received:16\r\n", "rejected_connections:1\r\n");
    assertThat(info("clients")).contains("connected_clients:16\r\n", "maxclients:16\r\n");
  }

  @Test
  void silentClientsAreClosedButNotThoseThatListenOrWait() {
    desk.run("CONFIG", "SET", "timeout", "10");
    desk.as(2, "SUBSCRIBE", "a");
    desk.as(3, "BLPOP", "l", "0");
    desk.as(4, "MONITOR");
    for (int i = 0; i < 13; i++) {
      desk.pass(1000);
      desk.as(9, "PING");
    }
    assertThat(list(1)).isEqualTo("$0\r\n\r\n");
    assertThat(list(2)).contains("id=2 ");
    assertThat(list(3)).contains("id=3 ");
    assertThat(list(4)).contains("id=4 ");
    assertThat(info("clients")).contains("connected_clients:4\r\n");
  }

  @Test
  void whatIsQueuedCountsAsAQuery() {
    desk.run("CONFIG", "SET", "client-query-buffer-limit", "1mb");
    String half = "x".repeat(600_000);
    desk.as(2, "MULTI");
    assertThat(desk.as(2, "SET", "a", half)).isEqualTo("+QUEUED\r\n");
    assertThat(list(2)).contains("id=2 ");
    assertThat(desk.as(2, "SET", "b", half)).isEmpty();
    assertThat(list(2)).isEqualTo("$0\r\n\r\n");
    assertThat(desk.as(3, "SET", "a", half)).isEqualTo("+OK\r\n");
    assertThat(desk.as(3, "SET", "b", half)).isEqualTo("+OK\r\n");
  }

  @Test
  void aTurnEndsAfterAMebibyteOfRepliesAndGoesOn() {
    desk.run("SET", "big", "x".repeat(300_000));
    String got = desk.send(2, "GET big\r\n".repeat(20) + "PING\r\n");
    desk.pass(10);
    got += desk.take(2);
    assertThat(got).hasSize(20 * (300_000 + 11) + 7).endsWith("+PONG\r\n");
  }

  /** Who is silent gives most of its buffers back. */
  private void letBuffersShrink() {
    desk.pass(1000);
  }

  @Test
  void theLargestClientsAreClosedWhenAllTakeTooMuch() {
    letBuffersShrink();
    desk.run("CONFIG", "SET", "maxmemory-clients", "1mb");
    desk.as(2, "CLIENT", "NO-EVICT", "on");
    for (int client = 2; client < 6; client++) {
      desk.as(client, "MULTI");
      desk.as(client, "SET", "a", "x".repeat(40_000 * client));
    }
    assertThat(list(5)).isEqualTo("$0\r\n\r\n");
    for (int client = 2; client < 5; client++) {
      assertThat(list(client)).contains("id=" + client + " ");
    }
    assertThat(info("stats")).contains("evicted_clients:1\r\n");
    desk.run("CONFIG", "SET", "maxmemory-clients", "0");
    desk.as(6, "MULTI");
    assertThat(desk.as(6, "SET", "a", "x".repeat(2_000_000))).isEqualTo("+QUEUED\r\n");
  }

  /** Each is little, but a client may ask for as many as it likes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "WATCH",
        "SUBSCRIBE",
        "PSUBSCRIBE",
        "SSUBSCRIBE",
        "CLIENT TRACKING ON BCAST PREFIX"
      })
  void whatClientsAreListedForCountsAsTheirMemory(String command) {
    letBuffersShrink();
    desk.run("CONFIG", "SET", "maxmemory-clients", "200000");
    for (int i = 0; i < 10_000 && list(2).contains("id=2 "); i++) {
      desk.send(2, command + " key:%07d\r\n".formatted(i));
      desk.take(2);
    }
    assertThat(list(2)).isEqualTo("$0\r\n\r\n");
    assertThat(info("stats")).contains("evicted_clients:1\r\n");
  }

  @Test
  void whoIsSentMoreThanTheHardLimitIsClosedThoughAllIsDone() {
    desk.run("CONFIG", "SET", "client-output-buffer-limit", "normal 100000 0 0");
    desk.run("SET", "big", "x".repeat(60_000));
    desk.as(2, "MULTI");
    desk.as(2, "GET", "big");
    desk.as(2, "GET", "big");
    desk.as(2, "SET", "done", "yes");
    assertThat(desk.as(2, "EXEC")).isEmpty();
    assertThat(list(2)).isEqualTo("$0\r\n\r\n");
    assertThat(desk.run("GET", "done")).isEqualTo("$3\r\nyes\r\n");
  }

  /** The limit may change amid what is sent at once, and so may whose it is. */
  @Test
  void theLimitIsThatOfTheMoment() {
    desk.run("SET", "big", "x".repeat(60_000));
    String twice = "MULTI\r\nGET big\r\nGET big\r\nEXEC\r\n";
    String limit = "CONFIG SET client-output-buffer-limit \"%s 100000 0 0\"\r\n";
    assertThat(desk.send(2, twice + limit.formatted("pubsub") + "GET big\r\n")).endsWith("x\r\n");
    assertThat(desk.send(3, "HELLO 3\r\nGET none\r\nSUBSCRIBE a\r\n" + twice)).isEmpty();
    assertThat(list(3)).isEqualTo("$0\r\n\r\n");
    assertThat(desk.send(4, "GET none\r\n" + limit.formatted("normal") + twice)).isEmpty();
    assertThat(list(4)).isEqualTo("$0\r\n\r\n");
  }

  /** Each of these chooses how long its answer is; none is made for nobody. */
  @ParameterizedTest
  @ValueSource(
      strings = {"HRANDFIELD h -999999999", "SRANDMEMBER s -999999999", "ZRANDMEMBER z -999999999"})
  void aRequestForABillionEndsAtTheLimit(String command) {
    desk.run("HSET", "h", "a", "b");
    desk.run("SADD", "s", "a");
    desk.run("ZADD", "z", "1", "a");
    desk.run("CONFIG", "SET", "client-output-buffer-limit", "normal 1000000 0 0");
    assertThat(desk.send(2, command + "\r\n")).isEmpty();
    assertThat(list(2)).isEqualTo("$0\r\n\r\n");
    assertThat(desk.run("PING")).isEqualTo("+PONG\r\n");
  }
}

package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is counted of client side caching, and what ends it; the messages are in transcripts. */
class TrackingTest {
  private final Desk desk = new Desk();

  private String info(String section) {
    return desk.as(9, "INFO", section);
  }

  @Test
  void keysReadersAndPrefixesAreCounted() {
    desk.run("CLIENT", "TRACKING", "on");
    desk.run("MGET", "a", "b", "a");
    desk.as(2, "CLIENT", "TRACKING", "on");
    desk.as(2, "GET", "b");
    desk.as(3, "CLIENT", "TRACKING", "on", "BCAST", "PREFIX", "x", "PREFIX", "y");
    desk.as(4, "CLIENT", "TRACKING", "on", "BCAST", "PREFIX", "x");
    assertThat(info("clients")).contains("tracking_clients:4\r\n");
    assertThat(info("stats"))
        .contains(
            "tracking_total_keys:2\r\ntracking_total_items:3\r\ntracking_total_prefixes:2\r\n");
    desk.as(3, "RESET");
    desk.as(2, "CLIENT", "TRACKING", "off");
    desk.as(9, "CLIENT", "KILL", "ID", "4");
    desk.pass(1);
    desk.as(9, "SET", "b", "1");
    assertThat(info("clients")).contains("tracking_clients:1\r\n");
    assertThat(info("stats"))
        .contains(
            "tracking_total_keys:1\r\ntracking_total_items:1\r\ntracking_total_prefixes:0\r\n");
  }

  @Test
  void aClientsLineShowsHowItTracks() {
    desk.run("CLIENT", "TRACKING", "on", "REDIRECT", "2", "BCAST");
    assertThat(desk.run("CLIENT", "INFO")).contains(" flags=tB ", " redir=2 ");
    desk.as(3, "CLIENT", "TRACKING", "on", "REDIRECT", "2");
    desk.as(3, "GET", "a");
    desk.as(4, "CLIENT", "KILL", "ID", "2");
    desk.pass(1);
    desk.as(4, "SET", "a", "1");
    assertThat(desk.as(3, "CLIENT", "INFO")).contains(" flags=tR ", " redir=2 ");
    desk.as(3, "CLIENT", "TRACKING", "off");
    assertThat(desk.as(3, "CLIENT", "INFO")).contains(" flags=N ", " redir=-1 ");
  }

  @Test
  void whoHasSaidGoodbyeIsTooLateForNews() {
    desk.run("HELLO", "3");
    desk.run("CLIENT", "TRACKING", "on", "REDIRECT", "2");
    desk.run("GET", "a");
    desk.send(2, "QUIT\r\nPING\r\n");
    desk.as(3, "SET", "a", "1");
    assertThat(desk.take(1)).startsWith(">2\r\n$21\r\ntracking-redir-broken\r\n");
  }

  @Test
  void aReplicaTellsWhatItsMasterChangesAndThatAllIsNewAfterAFullResync() {
    Lab lab = new Lab();
    lab.master("m").replica("s", "m");
    long reader = lab.connect("s");
    lab.send("s", reader, "HELLO", "3");
    lab.send("s", reader, "CLIENT", "TRACKING", "on");
    lab.send("s", reader, "GET", "a");
    lab.run("m", "SET", "a", "1");
    lab.pass(100);
    assertThat(lab.take("s", reader)).isEqualTo(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n");
    lab.send("s", reader, "GET", "a");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.run("s", "SET", "mine", "1");
    lab.run("s", "REPLICAOF", "127.0.0.1", "7001");
    lab.until(() -> lab.view("s").replication().link().equals("connected"));
    assertThat(lab.take("s", reader)).isEqualTo(">2\r\n$10\r\ninvalidate\r\n_\r\n");
  }
}

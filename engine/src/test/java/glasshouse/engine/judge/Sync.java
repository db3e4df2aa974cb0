package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** Waiting for replicas, and comparing them with their master. */
final class Sync {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Sync() {}

  /** Waits until the link of a replica to its master is up. */
  static void connected(Talk replica) {
    until(() -> "up".equals(replica.info("replication").get("master_link_status")));
  }

  /** Waits until a master tells this state of its replica of this number. */
  static void replica(Talk master, int number, String state) {
    until(
        () ->
            master
                .info("replication")
                .getOrDefault("slave" + number, "")
                .contains("state=" + state + ","));
  }

  /** Waits until it is so. */
  static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /**
   * Waits until both stand at the same offset of the same history and stay there while their data
   * is compared: then it must be equal.
   */
  static void same(Talk master, Talk replica) {
    until(() -> still(master, replica));
  }

  private static boolean still(Talk master, Talk replica) {
    String before = place(master);
    if (!before.equals(place(replica))) {
      return false;
    }
    String wanted = master.line("DEBUG DIGEST");
    String seen = replica.line("DEBUG DIGEST");
    if (!before.equals(place(master)) || !before.equals(place(replica))) {
      return false;
    }
    assertThat(seen).as("digest at " + before).isEqualTo(wanted);
    return true;
  }

  private static String place(Talk node) {
    Map<String, String> info = node.info("replication");
    return info.get("master_replid") + ":" + info.get("master_repl_offset");
  }
}

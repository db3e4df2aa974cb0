package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a master puts a PING into its stream. The same is asked of the real server in the judge's
 * KeepalivesTest.
 */
class KeepalivesTest {
  private static final String PING = "*1\r\n$4\r\nping\r\n";

  private final Lab lab = new Lab();
  private final long start = lab.now();

  /** A replica that never says how far it is. */
  private long silentReplica() {
    long link = lab.connect("m");
    lab.send("m", link, "REPLCONF", "listening-port", "1");
    lab.send("m", link, "SYNC");
    lab.run("m", "SET", "a", "1");
    lab.take("m", link);
    return link;
  }

  private int pings(long link) {
    return lab.take("m", link).split("ping", -1).length - 1;
  }

  @ParameterizedTest
  @CsvSource({"100, 2000", "1200, 2000", "2300, 4000", "5000, 6000"})
  void theyGoByTheMastersClockWhoeverComesWhen(long attached, long first) {
    lab.master("m", "repl-ping-replica-period", "2").pass(attached);
    long link = silentReplica();
    lab.until(() -> lab.take("m", link).equals(PING));
    assertThat(lab.now() - start).isEqualTo(first);
    lab.until(() -> lab.take("m", link).equals(PING));
    assertThat(lab.now() - start).isEqualTo(first + 2000);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILOVER TIMEOUT 1500, 0",
    "FAILOVER, 14",
    "CLIENT PAUSE 1500 ALL, 1",
    "CLIENT PAUSE 1500 WRITE, 1"
  })
  void aFailoverWithAnEndIsTheOnlyPauseWithoutThem(String pause, int sent) {
    lab.master("m", "repl-ping-replica-period", "1").pass(300);
    long link = silentReplica();
    assertThat(lab.run("m", pause.split(" "))).isEqualTo("+OK\r\n");
    lab.pass(1499);
    assertThat(pings(link)).isEqualTo(sent);
    lab.run("m", "FAILOVER", "ABORT");
    lab.pass(1501);
    assertThat(pings(link)).isBetween(1, 2);
  }
}

package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys with an expiry that clients of a writable replica made: only it knows when they go. */
class OwnExpiriesTest {
  private final Lab lab = new Lab().master("m").replica("s", "m", "replica-read-only", "no");

  @Test
  void theReplicaDeletesThemItself() {
    lab.run("s", "SET", "mine", "1", "PX", "500");
    assertThat(info("slave_expires_tracked_keys")).isEqualTo("1");
    lab.pass(1000);
    assertThat(info("expired_keys")).isEqualTo("1");
    assertThat(info("slave_expires_tracked_keys")).isEqualTo("0");
    assertThat(lab.run("s", "DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void thoseOfItsMasterItLeavesAlone() {
    lab.run("m", "DEBUG", "SET-ACTIVE-EXPIRE", "0");
    lab.run("m", "SET", "theirs", "1", "PX", "500");
    lab.pass(1000);
    assertThat(info("expired_keys")).isEqualTo("0");
    assertThat(lab.run("s", "DBSIZE")).isEqualTo(":1\r\n");
  }

  @Test
  void whatIsWrittenInPlaceOfOneOfItsMasterIsThereOnce() {
    lab.run("m", "DEBUG", "SET-ACTIVE-EXPIRE", "0");
    lab.run("m", "SET", "theirs", "5", "PX", "500");
    lab.run("m", "SET", "other", "5", "PX", "500");
    lab.pass(1000);
    assertThat(lab.run("s", "INCR", "theirs")).isEqualTo(":1\r\n");
    assertThat(lab.run("s", "TTL", "theirs")).isEqualTo(":-1\r\n");
    assertThat(lab.run("s", "GET", "other")).isEqualTo("$-1\r\n");
    assertThat(lab.run("s", "DBSIZE")).isEqualTo(":2\r\n");
    assertThat(info("expired_keys")).isEqualTo("1");
  }

  @Test
  void whatExpiresNoMoreStays() {
    lab.run("s", "SET", "mine", "1", "PX", "500");
    lab.run("s", "PERSIST", "mine");
    lab.pass(1000);
    assertThat(lab.run("s", "GET", "mine")).isEqualTo("$1\r\n1\r\n");
    assertThat(info("slave_expires_tracked_keys")).isEqualTo("0");
  }

  private String info(String field) {
    String text = lab.run("s", "INFO", "stats");
    int at = text.indexOf(field + ":") + field.length() + 1;
    return text.substring(at, text.indexOf('\r', at));
  }
}

package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How replicas are told of expiry: as a date since 7.0, as the client's words before. */
class ExpiryErasTest {
  private static List<String> told(String era) {
    Desk desk = new Desk("glasshouse-era", era);
    desk.stream();
    desk.run("SET", "a", "1", "EX", "10");
    desk.run("EXPIRE", "a", "20");
    desk.run("SETEX", "b", "30", "x");
    desk.run("GETEX", "a", "EX", "40");
    desk.run("EXPIRE", "a", "-1");
    return desk.stream().stream().map(words -> String.join(" ", words)).toList();
  }

  @Test
  void asDatesSince70() {
    assertThat(told("7.0"))
        .containsExactly(
            "SELECT 0",
            "SET a 1 PXAT 1700000010000",
            "PEXPIREAT a 1700000020000",
            "SET b x PXAT 1700000030000",
            "PEXPIREAT a 1700000040000",
            "DEL a");
  }

  @Test
  void asTheClientSaidBefore() {
    assertThat(told("6.2"))
        .containsExactly(
            "SELECT 0", "SET a 1 EX 10", "EXPIRE a 20", "SETEX b 30 x", "PEXPIRE a 40000", "DEL a");
  }
}

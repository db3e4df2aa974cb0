package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What goes down the stream when a command comes by several keys that have expired; all of it was
 * seen on redis-server 7.0.15.
 */
class LazyExpiryTest {
  private final Desk desk = new Desk();

  private List<String> told(String... words) {
    desk.run("DEBUG", "SET-ACTIVE-EXPIRE", "0");
    desk.stream();
    desk.run("SET", "a", "1", "PX", "1");
    desk.run("SET", "b", "1", "PX", "1");
    desk.stream();
    desk.pass(10);
    desk.run(words);
    return desk.stream().stream().map(told -> String.join(" ", told)).toList();
  }

  @Test
  void keysOfOneCommandGoTogether() {
    assertThat(told("EXISTS", "a", "b")).containsExactly("MULTI", "DEL a", "DEL b", "EXEC");
  }

  @Test
  void thoseThatAScanComesByHaveNothingInCommon() {
    assertThat(told("SCAN", "0")).containsExactlyInAnyOrder("DEL a", "DEL b");
  }

  @Test
  void inAScriptTheyDo() {
    List<String> told = new ArrayList<>(told("EVAL", "return redis.call('SCAN', '0')", "0"));
    assertThat(told.removeFirst()).isEqualTo("MULTI");
    assertThat(told.removeLast()).isEqualTo("EXEC");
    assertThat(told).containsExactlyInAnyOrder("DEL a", "DEL b");
  }
}

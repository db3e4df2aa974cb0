package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Desk;
import org.junit.jupiter.api.Test;

/** When all keys are gone, nothing of what they weighed is left on the account, nor missing. */
class MemoryDriftTest {
  private static final int COMMANDS = 30_000;

  /** What tables keep that have been a little larger. */
  private static final long TABLES = 500;

  private final Desk desk = new Desk();

  @Test
  void randomCommandsLeaveNothingOnTheAccount() {
    RandomCommands random = new RandomCommands(5);
    for (int i = 0; i < COMMANDS; i++) {
      desk.run(random.next());
    }
    desk.run("DISCARD");
    assertThat(dataset()).isGreaterThan(TABLES);
    for (String db : new String[] {"0", "1"}) {
      desk.run("SELECT", db);
      for (String line : desk.run("KEYS", "*").split("\r\n", -1)) {
        if (!line.startsWith("*") && !line.startsWith("$")) {
          desk.run("DEL", line);
        }
      }
      assertThat(desk.run("DBSIZE")).isEqualTo(":0\r\n");
    }
    assertThat(dataset()).isBetween(0L, TABLES);
    desk.run("FLUSHALL");
    assertThat(dataset()).isZero();
  }

  private long dataset() {
    String info = desk.run("INFO", "memory");
    String name = "used_memory_dataset:";
    int at = info.indexOf(name) + name.length();
    return Long.parseLong(info.substring(at, info.indexOf('\r', at)));
  }
}

package glasshouse.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

@Needs(Judge.REDIS_SERVER)
class RedisServerTest {

  @Test
  void answersOnItsPortAndLeavesNothingBehind() {
    Path dir;
    ProcessHandle process;
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      dir = server.dir();
      process = ProcessHandle.of(server.pid()).orElseThrow();
      assertThat(client.ping()).isEqualTo("PONG");
      client.save();
      assertThat(dir.resolve("dump.rdb")).exists();
    }
    assertThat(dir).doesNotExist();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void moreOptionsWinOverItsOwn() {
    try (RedisServer server = RedisServer.start("--databases", "3");
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      assertThat(client.configGet("databases")).containsEntry("databases", "3");
    }
  }

  @Test
  void whatItSaidIsInTheErrorWhenItDoesNotStart() {
    assertThatThrownBy(() -> RedisServer.start("--no-such-option", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-option");
  }
}

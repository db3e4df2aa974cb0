package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisPy;
import glasshouse.engine.oracle.RedisServer;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** redis-py, synchronous and not, gets the same from our node as from the real server. */
@Needs({Judge.REDIS_SERVER, Judge.REDIS_PY})
class RedisPyTest {
  @TempDir Path directory;

  private static List<String> told(int port) throws Exception {
    URL script = RedisPyTest.class.getResource("/clients/redis-py.py");
    Process python = RedisPy.start(Path.of(Objects.requireNonNull(script).toURI()), port);
    Cli.Printed printed = Cli.finish(python, "");
    assertThat(printed.exit()).as(printed.text()).isZero();
    return printed.text().replace(String.valueOf(port), "PORT").lines().toList();
  }

  @Test
  void isToldTheSame() throws Exception {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory)) {
      List<String> expected = told(real.port());
      assertThat(expected).hasSizeGreaterThan(80);
      assertThat(told(ours.port())).containsExactlyElementsOf(expected);
    }
  }
}

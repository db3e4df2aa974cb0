package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client of another language, on request: {@code -Dglasshouse.node.modules=DIR} names a folder
 * in which {@code npm install redis@5} was said.
 */
@EnabledIfSystemProperty(named = "glasshouse.node.modules", matches = ".+")
class NodeRedisTest {
  @TempDir Path directory;

  @Test
  void talksCachesAndListens() throws Exception {
    try (LiveServer server = LiveServer.start(directory);
        Talk talk = server.talk()) {
      await().atMost(Duration.ofSeconds(10)).until(() -> talk.line("PING").equals("+PONG"));
      Path said = directory.resolve("said");
      Process node =
          new ProcessBuilder(
                  "node",
                  script(),
                  System.getProperty("glasshouse.node.modules"),
                  String.valueOf(server.port()))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      boolean ended = node.waitFor(60, TimeUnit.SECONDS);
      node.destroyForcibly();
      assertThat(said).hasContent("RESP2 works\nRESP3 works\nthe cache works");
      assertThat(ended).isTrue();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> talk.number("clients", "connected_clients") == 1);
    }
  }

  private static String script() throws URISyntaxException {
    URL script = NodeRedisTest.class.getResource("/clients/node-redis.mjs");
    return Path.of(Objects.requireNonNull(script).toURI()).toString();
  }
}

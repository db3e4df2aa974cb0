package glasshouse.engine.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.oracle.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** The names of INFO's lines are those of the real server, in its order. */
@NeedsRedisServer
class InfoFieldsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "server",
        "clients",
        "memory",
        "persistence",
        "stats",
        "replication",
        "cpu",
        "cluster"
      })
  void areThoseOfTheRealServer(String section) {
    Lab lab = new Lab().master("m");
    List<String> ours = names(lab.run("m", "INFO", section));
    ours.remove("glasshouse_era");
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      assertThat(ours).isEqualTo(names(client.info(section)));
    }
  }

  @Test
  void theNamesOfMemoryStatsToo() {
    Lab lab = new Lab().master("m");
    lab.run("m", "SET", "key", "value");
    String ours = lab.run("m", "MEMORY", "STATS");
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      client.set("key", "value");
      for (String name : client.memoryStats().keySet()) {
        assertThat(ours).contains("\r\n" + name + "\r\n");
      }
    }
  }

  private static List<String> names(String info) {
    List<String> names = new ArrayList<>();
    for (String line : info.split("\r\n", -1)) {
      if (line.startsWith("# ")) {
        names.add(line);
      } else if (line.indexOf(':') > 0) {
        names.add(line.substring(0, line.indexOf(':')));
      }
    }
    return names;
  }
}

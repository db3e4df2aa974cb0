package glasshouse.engine.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.node.Lab;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.params.SetParams;

/** The names of INFO's lines are those of the real server, in its order. */
@Needs(Judge.REDIS_SERVER)
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

  /** Lines of commands come in the order of a table there, so these are compared in their own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "default",
        "all",
        "everything",
        "ALL modules",
        "commandstats default",
        "Keyspace server clients keyspace",
        "errorstats latencystats",
        "modules",
        "sentinel nosuch",
      })
  void sectionsAreThoseOfTheRealServer(String sections) {
    String[] question = ("INFO " + sections).split(" ");
    Lab lab = new Lab().master("m");
    lab.run("m", "SET", "a", "1", "PX", "100000");
    lab.run("m", "LPUSH", "a", "1");
    List<String> ours = names(lab.run("m", question));
    ours.remove("glasshouse_era");
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      client.set("a", "1", SetParams.setParams().px(100_000));
      assertThatThrownBy(() -> client.lpush("a", "1")).hasMessageContaining("WRONGTYPE");
      String[] words = Arrays.copyOfRange(question, 1, question.length);
      byte[] theirs = (byte[]) client.sendCommand(Protocol.Command.INFO, words);
      assertThat(sorted(ours)).isEqualTo(sorted(names(Bytes.text(theirs))));
    }
  }

  /** The lines of commands in the order of their names, all others where they are. */
  private static List<String> sorted(List<String> names) {
    Predicate<String> counted = name -> name.startsWith("cmdstat_") || name.contains("_usec_");
    List<String> inOrder = new ArrayList<>(names);
    inOrder.removeIf(counted);
    names.stream().filter(counted).sorted().forEach(inOrder::add);
    return inOrder;
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

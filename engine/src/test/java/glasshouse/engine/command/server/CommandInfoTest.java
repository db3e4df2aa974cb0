package glasshouse.engine.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.node.Desk;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.RedisInputStream;

/** COMMAND INFO of every command that we have is that of the real server, but for its tips. */
@Needs(Judge.REDIS_SERVER)
class CommandInfoTest {
  private static final int SUBCOMMANDS = 9;
  private static final List<String> PARTS =
      List.of(
          "name", "arity", "flags", "first key", "last key", "step", "categories", "tips", "keys");

  @Test
  void isThatOfTheRealServer() {
    List<?> ours = (List<?>) reply(new Desk().run("COMMAND"));
    Map<String, String> mine = new TreeMap<>();
    Map<String, String> theirs = new TreeMap<>();
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      for (Object row : ours) {
        String name = text(((List<?>) row).getFirst()).toString();
        describe((List<?>) row, mine);
        List<?> info = (List<?>) client.sendCommand(Protocol.Command.COMMAND, "INFO", name);
        describe((List<?>) info.getFirst(), theirs);
      }
    }
    assertThat(mine).hasSizeGreaterThan(1000);
    assertThat(mine).isEqualTo(theirs);
  }

  private static Object reply(String wire) {
    return Protocol.read(new RedisInputStream(new ByteArrayInputStream(Bytes.of(wire))));
  }

  /** One entry for each part of a row, and the same for its subcommands. */
  private static void describe(List<?> row, Map<String, String> into) {
    String name = text(row.getFirst()).toString();
    for (int i = 1; i < PARTS.size(); i++) {
      if (!PARTS.get(i).equals("tips")) {
        into.put(name + ": " + PARTS.get(i), sorted(row.get(i)));
      }
    }
    for (Object part : (List<?>) row.get(SUBCOMMANDS)) {
      describe((List<?>) part, into);
    }
  }

  /** Text in which the order of a set does not count; remarks of key specs are left out. */
  private static String sorted(Object value) {
    if (!(value instanceof List<?> list)) {
      return text(value).toString();
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (text(list.get(i)).equals("notes")) {
        i++;
      } else {
        parts.add(sorted(list.get(i)));
      }
    }
    return parts.stream().sorted().toList().toString();
  }

  private static Object text(Object value) {
    return value instanceof byte[] bytes ? Bytes.text(bytes) : value;
  }
}

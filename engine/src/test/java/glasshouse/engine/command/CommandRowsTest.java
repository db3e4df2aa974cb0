package glasshouse.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.command.hash.HashFamily;
import glasshouse.engine.command.list.ListFamily;
import glasshouse.engine.command.pubsub.PubSub;
import glasshouse.engine.command.pubsub.PubSubFamily;
import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.oracle.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** What our rows say about a command is what COMMAND says in the real server. */
@NeedsRedisServer
class CommandRowsTest {
  /** Flags of ours, and one of Redis', that COMMAND does not show. */
  private static final Set<CommandFlag> HIDDEN =
      Set.of(CommandFlag.MAY_REPLICATE, CommandFlag.RANDOM, CommandFlag.SORT_FOR_SCRIPT);

  private static final List<Family> FAMILIES =
      List.of(
          new ListFamily(),
          new HashFamily(),
          new PubSubFamily(
              new PubSub(
                  _ -> {
                    throw new AssertionError("nobody is told");
                  })));

  @Test
  void areThoseOfTheRealServer() {
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      for (Family family : FAMILIES) {
        for (CommandSpec spec : family.commands()) {
          ours.addAll(rows(spec));
          List<?> all = (List<?>) client.sendCommand(Protocol.Command.COMMAND, "INFO", spec.name());
          List<?> docs =
              (List<?>) client.sendCommand(Protocol.Command.COMMAND, "DOCS", spec.name());
          theirs.addAll(rows((List<?>) all.getFirst(), (List<?>) docs.get(1)));
        }
      }
    }
    assertThat(ours).containsExactlyElementsOf(theirs);
  }

  @Test
  void haveWordsOfTheirOwn() {
    for (Family family : FAMILIES) {
      for (CommandSpec spec : family.commands()) {
        assertThat(spec.summary()).as("summary of " + spec).isNotEmpty().doesNotEndWith(".");
        assertThat(spec.complexity()).as("complexity of " + spec).isNotEmpty();
      }
    }
  }

  private static List<String> rows(CommandSpec spec) {
    List<String> rows = new ArrayList<>();
    rows.add(
        row(
            spec.name(),
            spec.arity(),
            spec.flags().stream()
                .filter(flag -> !HIDDEN.contains(flag))
                .map(CommandFlag::word)
                .collect(Collectors.toCollection(TreeSet::new)),
            List.of((long) spec.firstKey(), (long) spec.lastKey(), (long) spec.keyStep()),
            spec.since(),
            spec.group()));
    spec.subcommands().stream().flatMap(part -> rows(part).stream()).sorted().forEach(rows::add);
    return rows;
  }

  private static List<String> rows(List<?> info, List<?> docs) {
    List<String> rows = new ArrayList<>();
    rows.add(
        row(
            text(info.get(0)),
            (long) info.get(1),
            ((List<?>) info.get(2))
                .stream().map(CommandRowsTest::text).collect(Collectors.toCollection(TreeSet::new)),
            List.of(info.get(3), info.get(4), info.get(5)),
            text(value(docs, "since")),
            text(value(docs, "group"))));
    List<String> parts = new ArrayList<>();
    for (Object part : (List<?>) info.get(9)) {
      String name = text(((List<?>) part).getFirst());
      List<?> partDocs = (List<?>) value((List<?>) value(docs, "subcommands"), name);
      parts.addAll(rows((List<?>) part, partDocs));
    }
    parts.stream().sorted().forEach(rows::add);
    return rows;
  }

  private static String row(
      String name, long arity, Set<String> flags, List<?> keys, String since, String group) {
    return name + " " + arity + " " + flags + " " + keys + " " + since + " " + group;
  }

  private static Object value(List<?> map, String key) {
    for (int i = 0; i < map.size(); i += 2) {
      if (text(map.get(i)).equals(key)) {
        return map.get(i + 1);
      }
    }
    throw new AssertionError("no " + key);
  }

  private static String text(Object bytes) {
    return bytes instanceof byte[] array
        ? new String(array, StandardCharsets.ISO_8859_1)
        : String.valueOf(bytes);
  }
}

package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.server.Categories;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** What the rows say is what the real server says, and every row says enough. */
class CommandRowsTest {
  @Test
  void everyRowSaysWhatItIsFor() {
    for (CommandSpec row : Rows.withParts()) {
      assertThat(row.summary()).as("summary of " + row).matches("[A-Z].*[^.]");
      assertThat(row.handler() != null || isContainer(row)).as(row + " has code").isTrue();
    }
  }

  private static boolean isContainer(CommandSpec row) {
    return !row.subcommands().isEmpty();
  }

  @TestFactory
  @Needs(Judge.REDIS_SERVER)
  Stream<DynamicTest> everyRowIsTheRealServers() {
    RedisServer server = RedisServer.start();
    Jedis jedis = new Jedis("127.0.0.1", server.port());
    return Rows.commands().stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> compare(jedis, row)))
        .onClose(
            () -> {
              jedis.close();
              server.close();
            });
  }

  private static void compare(Jedis jedis, CommandSpec row) {
    List<?> info =
        list(list(jedis.sendCommand(Protocol.Command.COMMAND, "INFO", row.name())).getFirst());
    List<?> docs = list(jedis.sendCommand(Protocol.Command.COMMAND, "DOCS", row.name()));
    compare(row, info, pairs(list(docs.get(1))));
  }

  private static void compare(CommandSpec row, List<?> info, Map<String, Object> docs) {
    assertThat(text(info.get(0))).isEqualTo(row.name());
    assertThat(row.arity()).as("arity of " + row).isEqualTo(number(info.get(1)));
    assertThat(flags(row)).as("flags of " + row).isEqualTo(words(info.get(2)));
    assertThat(List.of(row.firstKey(), row.lastKey(), row.keyStep()))
        .as("keys of " + row)
        .isEqualTo(List.of(number(info.get(3)), number(info.get(4)), number(info.get(5))));
    assertThat(Categories.of(row).stream().map(name -> "@" + name))
        .as("categories of " + row)
        .containsExactlyInAnyOrderElementsOf(words(info.get(6)));
    assertThat(row.since()).as("since of " + row).isEqualTo(text(docs.get("since")));
    assertThat(row.group()).as("group of " + row).isEqualTo(text(docs.get("group")));
    List<?> parts = list(info.get(9));
    Map<String, Object> partDocs = pairs(list(docs.getOrDefault("subcommands", List.of())));
    assertThat(row.subcommands().stream().map(CommandSpec::name))
        .as("subcommands of " + row)
        .containsExactlyInAnyOrderElementsOf(
            parts.stream().map(part -> text(list(part).getFirst())).toList());
    for (CommandSpec part : row.subcommands()) {
      List<?> partInfo = find(parts, p -> text(list(p).getFirst()).equals(part.name()));
      compare(part, partInfo, pairs(list(partDocs.get(part.name()))));
    }
  }

  private static List<?> find(List<?> parts, Predicate<Object> wanted) {
    return list(parts.stream().filter(p -> wanted.test(p)).findFirst().orElseThrow());
  }

  private static Set<String> flags(CommandSpec row) {
    Set<String> flags = new TreeSet<>();
    for (CommandFlag flag : row.flags()) {
      if (flag.shown()) {
        flags.add(flag.word());
      }
    }
    return flags;
  }

  private static Set<String> words(Object reply) {
    Set<String> words = new TreeSet<>();
    list(reply).forEach(word -> words.add(text(word)));
    return words;
  }

  private static Map<String, Object> pairs(List<?> flat) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.put(text(flat.get(i)), Objects.requireNonNull(flat.get(i + 1)));
    }
    return pairs;
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  private static String text(@Nullable Object reply) {
    return new String((byte[]) Objects.requireNonNull(reply), StandardCharsets.UTF_8);
  }

  private static int number(Object reply) {
    return Math.toIntExact((Long) reply);
  }
}

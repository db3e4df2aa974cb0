package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Desk;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * COMMAND and COMMAND DOCS answer, command by command and field by field, what the real server
 * answers. Sentences are our own: of summaries, notes on keys, and of histories and complexities as
 * far as they are more than a release or a formula, only the presence is compared.
 */
@Needs(Judge.REDIS_SERVER)
class CommandDocsTest {
  private static final String OWN_WORDS = "(own words)";

  /** A RESP3 reply as a tree: maps, lists and texts; sets are lists behind the word {@code set}. */
  private static final class Tree {
    private final String text;
    private int at;

    Tree(String text) {
      this.text = text;
    }

    @Nullable Object next() {
      int end = text.indexOf("\r\n", at);
      String line = text.substring(at, end);
      at = end + 2;
      String rest = line.substring(1);
      return switch (line.charAt(0)) {
        case '%' -> {
          Map<String, Object> map = new LinkedHashMap<>();
          for (int i = Integer.parseInt(rest); i > 0; i--) {
            map.put(String.valueOf(next()), Objects.requireNonNull(next()));
          }
          yield map;
        }
        case '*' -> items(new ArrayList<>(), Integer.parseInt(rest));
        case '~' -> items(new ArrayList<>(List.of("set")), Integer.parseInt(rest));
        case '$' -> {
          int from = at;
          at += Integer.parseInt(rest) + 2;
          yield "$" + text.substring(from, at - 2);
        }
        default -> line;
      };
    }

    private List<Object> items(List<Object> list, int count) {
      for (int i = 0; i < count; i++) {
        list.add(Objects.requireNonNull(next()));
      }
      return list;
    }
  }

  private static String ask(Desk desk, String... words) {
    desk.run("HELLO", "3");
    return desk.run(words);
  }

  private static Object real(String request) throws Exception {
    try (RedisServer server = RedisServer.start();
        Talk talk = new Talk(server.port())) {
      talk.raw("HELLO 3\r\n" + request + "\r\nQUIT\r\n");
      Tree tree = new Tree(talk.untilClosed());
      tree.next();
      return Objects.requireNonNull(tree.next());
    }
  }

  @TestFactory
  Stream<DynamicTest> docs() throws Exception {
    Map<String, Object> theirs = map(real("COMMAND DOCS"));
    Map<String, Object> ours =
        map(Objects.requireNonNull(new Tree(ask(new Desk(), "COMMAND", "DOCS")).next()));
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    return ours.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> same(name, map(ours.get(name)), map(theirs.get(name)))));
  }

  private static void same(String name, Map<String, Object> ours, Map<String, Object> theirs) {
    boolean formula = String.valueOf(theirs.get("$complexity")).matches("\\$O\\(\\S+");
    reword(ours, formula);
    reword(theirs, formula);
    Object ourParts = ours.remove("$subcommands");
    Object theirParts = theirs.remove("$subcommands");
    assertThat(ours).as(name).isEqualTo(theirs);
    assertThat(List.copyOf(ours.keySet()))
        .as("order of fields of " + name)
        .isEqualTo(List.copyOf(theirs.keySet()));
    if (theirParts != null) {
      Map<String, Object> parts = map(ourParts);
      assertThat(parts.keySet()).isEqualTo(map(theirParts).keySet());
      map(theirParts).forEach((part, docs) -> same(part, map(parts.get(part)), map(docs)));
    }
  }

  /** Puts the same words in the place of sentences. */
  private static void reword(Map<String, Object> docs, boolean formula) {
    docs.replace("$summary", OWN_WORDS);
    if (!formula) {
      docs.replace("$complexity", OWN_WORDS);
    }
    if (docs.get("$history") instanceof List<?> history) {
      docs.put(
          "$history",
          history.stream()
              .map(change -> change instanceof List<?> pair ? pair.getFirst() : change)
              .toList());
    }
  }

  @Test
  void info() throws Exception {
    Map<String, Object> theirs = rows(real("COMMAND"));
    Map<String, Object> ours =
        rows(Objects.requireNonNull(new Tree(ask(new Desk(), "COMMAND")).next()));
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    ours.forEach((name, row) -> assertThat(row).as(name).isEqualTo(theirs.get(name)));
  }

  /** Rows by name, subcommands too; flags and categories are sets whose order means nothing. */
  private static Map<String, Object> rows(Object reply) {
    Map<String, Object> rows = new TreeMap<>();
    for (Object item : (List<?>) reply) {
      if (item instanceof List<?> row) {
        List<Object> fields = new ArrayList<>(row);
        fields.set(2, sorted(row.get(2)));
        fields.set(6, sorted(row.get(6)));
        fields.set(8, ((List<?>) row.get(8)).stream().map(CommandDocsTest::reworded).toList());
        fields.set(9, rows(row.get(9)));
        rows.put(String.valueOf(row.getFirst()), fields);
      }
    }
    return rows;
  }

  private static Object reworded(Object spec) {
    if (!(spec instanceof Map<?, ?>)) {
      return spec;
    }
    Map<String, Object> fields = new LinkedHashMap<>(map(spec));
    fields.replace("$notes", OWN_WORDS);
    return fields;
  }

  private static List<String> sorted(@Nullable Object set) {
    return ((List<?>) Objects.requireNonNull(set)).stream().map(String::valueOf).sorted().toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}

package glasshouse.engine.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.command.Argument;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.node.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * No command without a transcript, subcommands included: with each of its options, with a wrong
 * number of arguments, with a key of another type, and with what goes to replicas.
 */
class CoverageTest {
  /** The groups of commands whose keys have to be of one type. */
  private static final Set<String> TYPED =
      Set.of(
          "string", "bitmap", "hyperloglog", "list", "set", "sorted-set", "hash", "geo", "stream");

  /** Why commands have options that no transcript can show at work. */
  private static final Map<String, String> CLOSED =
      Map.of(
          "cluster|failover", "cluster support is disabled",
          "cluster|reset", "cluster support is disabled",
          "cluster|setslot", "cluster support is disabled",
          "failover", "needs replicas that answer: ReplicationTest, GatesTest",
          "migrate", "needs another server: MigrateTest",
          "module|loadex", "there are no modules",
          "script|debug", "needs a session: DebuggerTest",
          "shutdown", "ends the server: ShutdownTest");

  /** Why commands with keys take a key of any type. */
  private static final Map<String, String> TOLERANT =
      Map.of(
          "setnx", "writes absent keys only",
          "msetnx", "writes absent keys only",
          "setex", "what was there goes",
          "psetex", "what was there goes",
          "mset", "what was there goes",
          "mget", "answers nil",
          "lcs", "has an error text of its own");

  /** A command as a client sent it, and what came of it. */
  private record Asked(List<String> words, String answer, boolean streamed) {
    boolean refused() {
      return answer.startsWith("(error) ");
    }

    boolean names(CommandSpec row) {
      List<String> name = List.of(row.name().toUpperCase(Locale.ROOT).split("\\|"));
      return words.size() >= name.size() && words.subList(0, name.size()).equals(name);
    }

    boolean takes(CommandSpec row, String token) {
      int from = row.name().contains("|") ? 2 : 1;
      return !refused() && names(row) && words.subList(from, words.size()).contains(token);
    }
  }

  private static final List<Asked> ALL = new ArrayList<>();

  private static List<Asked> all() throws IOException {
    if (ALL.isEmpty()) {
      for (var file : TranscriptTest.files()) {
        Transcript.read(file).blocks().forEach(CoverageTest::add);
      }
    }
    return ALL;
  }

  private static void add(Transcript.Block block) {
    boolean streamed = false;
    for (Transcript.Step step : block.steps().reversed()) {
      streamed |= step instanceof Transcript.Step.Stream;
      if (step instanceof Transcript.Step.Ask ask) {
        List<String> words = Words.split(ask.words().toUpperCase(Locale.ROOT));
        ALL.add(new Asked(words, String.join("\n", ask.reply()), streamed));
      }
    }
  }

  private static List<String> without(Predicate<CommandSpec> needs, Predicate<Asked> shown)
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (CommandSpec row : Rows.withParts()) {
      if (needs.test(row) && all().stream().noneMatch(a -> a.names(row) && shown.test(a))) {
        missing.add(row.name());
      }
    }
    return missing;
  }

  @Test
  void everyCommandIsAskedSomewhere() throws IOException {
    assertThat(Rows.withParts()).hasSizeGreaterThan(300);
    assertThat(without(_ -> true, _ -> true)).as("commands that no transcript asks").isEmpty();
  }

  @Test
  void everyOptionIsTakenSomewhere() throws IOException {
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    for (CommandSpec row : Rows.withParts()) {
      Set<String> tokens = new TreeSet<>();
      row.arguments().forEach(a -> tokens(a, tokens));
      for (Asked asked : all()) {
        tokens.removeIf(token -> asked.takes(row, token.toUpperCase(Locale.ROOT)));
      }
      if (!tokens.isEmpty()) {
        missing.put(row.name(), tokens);
      }
    }
    assertThat(missing)
        .as("options that no transcript shows at work")
        .containsOnlyKeys(CLOSED.keySet());
  }

  private static void tokens(Argument argument, Set<String> out) {
    if (argument.token() != null) {
      out.add(argument.token());
    }
    argument.parts().forEach(part -> tokens(part, out));
  }

  @Test
  void everyArityIsViolatedSomewhere() throws IOException {
    assertThat(refusedFor(row -> Math.abs(row.arity()) > least(row), false))
        .as("commands that no transcript asks with too few words")
        .isEmpty();
    assertThat(refusedFor(row -> row.arity() > 0, true))
        .as("commands that no transcript asks with too many words")
        .isEmpty();
  }

  private static int least(CommandSpec row) {
    return row.name().contains("|") ? 2 : 1;
  }

  private static List<String> refusedFor(Predicate<CommandSpec> needs, boolean many)
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (CommandSpec row : Rows.withParts()) {
      String error = "wrong number of arguments for '" + row.name() + "' command";
      Predicate<Asked> shown =
          a ->
              a.names(row)
                  && a.answer().endsWith(error)
                  && a.words().size() > Math.abs(row.arity()) == many;
      if (needs.test(row) && all().stream().noneMatch(shown)) {
        missing.add(row.name());
      }
    }
    return missing;
  }

  @Test
  void everyWrongTypeIsAskedSomewhere() throws IOException {
    Predicate<CommandSpec> typed =
        row ->
            TYPED.contains(row.group())
                && (row.firstKey() > 0 || row.movableKeys())
                && !TOLERANT.containsKey(row.name());
    assertThat(without(typed, a -> a.answer().startsWith("(error) WRONGTYPE ")))
        .as("commands that no transcript asks for a key of another type")
        .isEmpty();
  }

  @Test
  void everyWriteIsSeenInTheStreamSomewhere() throws IOException {
    assertThat(without(row -> row.is(CommandFlag.WRITE), a -> !a.refused() && a.streamed()))
        .as("writes with no look at the stream behind them")
        .isEmpty();
  }
}

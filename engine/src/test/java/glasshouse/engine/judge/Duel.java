package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same commands on the real server and on our node: each reply must be the same, and the
 * data at the end. What differs is shrunk to the shortest commands that still differ.
 *
 * @param anyOrder true for a command whose reply may have its elements in any order
 */
record Duel(Talk judge, Talk subject, Predicate<String[]> anyOrder) {
  private static final int ENOUGH = 8;

  /**
   * Runs {@code batches} of commands, each from nothing, of rising seeds; fails on a difference.
   */
  void fight(LongFunction<List<String[]>> commands, long seed, int batches) {
    List<String> found = new ArrayList<>();
    for (int batch = 0; batch < batches && found.size() < ENOUGH; batch++) {
      List<String[]> all = commands.apply(seed + batch);
      String difference = difference(all);
      if (difference != null) {
        found.add("seed " + (seed + batch) + ":\n" + shrunk(all, difference));
      }
    }
    assertThat(String.join("\n\n", found)).isEmpty();
  }

  /** Runs all on both from nothing; the first difference in words, or null. */
  private @Nullable String difference(List<String[]> commands) {
    for (Talk talk : List.of(judge, subject)) {
      talk.send("DISCARD");
      talk.reply();
      talk.line("SELECT 0");
      talk.line("FLUSHALL");
      for (String[] command : commands) {
        talk.send(command);
      }
      talk.send("EXEC");
      talk.send("DEBUG", "DIGEST");
    }
    String difference = null;
    for (int i = 0; i < commands.size() + 2; i++) {
      String[] command =
          i < commands.size()
              ? commands.get(i)
              : new String[] {i == commands.size() ? "EXEC" : "DEBUG"};
      String expected = judge.reply();
      String seen = subject.reply();
      if (difference == null && !same(command, expected, seen)) {
        difference = line(command) + "\n  redis: " + expected + "\n  ours:  " + seen;
      }
    }
    return difference;
  }

  private boolean same(String[] command, String expected, String seen) {
    return expected.equals(seen)
        || (command[0].equals("TTL") && aSecondApart(expected, seen))
        || (anyOrder.test(command) && sorted(expected).equals(sorted(seen)));
  }

  private static boolean aSecondApart(String expected, String seen) {
    return Math.abs(Long.parseLong(expected.substring(1)) - Long.parseLong(seen.substring(1))) <= 1;
  }

  private static String sorted(String reply) {
    String[] parts = reply.split(", |\\[|\\]");
    Arrays.sort(parts);
    return String.join(", ", parts);
  }

  /** Leaves out what is not needed for the difference, larger pieces first. */
  private String shrunk(List<String[]> all, String first) {
    if (difference(all) == null) {
      return "once only: " + first;
    }
    List<String[]> commands = new ArrayList<>(all);
    for (int piece = commands.size() / 2; piece > 0; piece /= 2) {
      for (int at = 0; at + piece <= commands.size(); ) {
        List<String[]> fewer = new ArrayList<>(commands);
        fewer.subList(at, at + piece).clear();
        if (difference(fewer) != null) {
          commands = fewer;
        } else {
          at += piece;
        }
      }
    }
    StringBuilder text = new StringBuilder();
    commands.forEach(command -> text.append("> ").append(line(command)).append('\n'));
    return text.append(difference(commands)).toString();
  }

  private static String line(String[] command) {
    return String.join(" ", Arrays.stream(command).map(w -> '\'' + w + '\'').toList());
  }
}

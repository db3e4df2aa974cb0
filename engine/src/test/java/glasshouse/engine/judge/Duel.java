package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same commands on the real server and on our node: each reply must be the same, and the
 * data at the end. What differs is shrunk to the shortest commands that still differ.
 *
 * @param fresh commands that make each server as it was before, besides FLUSHALL
 * @param anyOrder true for a command whose reply may have its elements in any order
 */
record Duel(Talk judge, Talk subject, List<String> fresh, Predicate<String[]> anyOrder) {
  private static final int ENOUGH = 8;

  /** Of so many batches one may differ and not do so again. */
  private static final int PASSING = 100;

  private static final List<String[]> START =
      List.of(new String[] {"DISCARD"}, new String[] {"SELECT", "0"}, new String[] {"FLUSHALL"});
  private static final Set<String> TIMES = Set.of("TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME");
  private static final List<String[]> END =
      List.of(new String[] {"EXEC"}, new String[] {"DEBUG", "DIGEST"});

  /**
   * Runs {@code batches} of commands, each from nothing, of rising seeds; fails on a difference,
   * and tells one of each command. A few may be seen once and not again: a server was held up
   * between two looks at its clock.
   */
  void fight(LongFunction<List<String[]>> commands, long seed, int batches) {
    Map<String, String> found = new LinkedHashMap<>();
    List<String> passing = new ArrayList<>();
    for (int batch = 0; batch < batches && found.size() < ENOUGH; batch++) {
      List<String[]> all = commands.apply(seed + batch);
      String difference = difference(all);
      if (difference == null || found.containsKey(name(difference))) {
        continue;
      }
      String where = "seed " + (seed + batch) + ":\n";
      if (!comesAgain(all)) {
        passing.add(where + difference);
      } else {
        found.put(name(difference), where + shrunk(all, difference));
      }
    }
    assertThat(String.join("\n\n", found.values())).isEmpty();
    assertThat(passing).as("seen once only").hasSizeLessThanOrEqualTo(1 + batches / PASSING);
  }

  /** Whether a difference shows in one of two more goes. */
  private boolean comesAgain(List<String[]> all) {
    for (int go = 0; go < 2; go++) {
      if (difference(all) != null) {
        return true;
      }
    }
    return false;
  }

  private static String name(String difference) {
    return difference.substring(0, (difference + ' ').indexOf(' '));
  }

  /** Runs all on both from nothing; the first difference in words, or null. */
  private @Nullable String difference(List<String[]> commands) {
    List<String[]> all = new ArrayList<>(START);
    fresh.forEach(line -> all.add(line.split(" ")));
    final int first = all.size();
    all.addAll(commands);
    all.addAll(END);
    judge.sendAll(all);
    subject.sendAll(all);
    String difference = null;
    boolean freeInside = false;
    boolean timesInside = false;
    for (int i = 0; i < all.size(); i++) {
      String[] command = all.get(i);
      String expected = judge.reply();
      String seen = subject.reply();
      boolean free = anyOrder.test(command);
      if (command[0].equals("HELLO") || command[0].equals("EXEC")) {
        expected = expected.replaceAll("\"id\", :\\d+", "id");
        seen = seen.replaceAll("\"id\", :\\d+", "id");
      }
      boolean times = TIMES.contains(command[0]);
      if (seen.equals("+QUEUED")) {
        freeInside |= free;
        timesInside |= times;
      } else if (command[0].equals("EXEC")) {
        free = freeInside;
        if (timesInside) {
          expected = expected.replaceAll(":\\d{5,}", ":time");
          seen = seen.replaceAll(":\\d{5,}", ":time");
        }
      }
      if (command[0].equals("EXEC") || command[0].equals("DISCARD")) {
        freeInside = false;
        timesInside = false;
      }
      boolean same =
          times
              ? nearly(expected, seen)
              : free ? sorted(expected).equals(sorted(seen)) : expected.equals(seen);
      if (difference == null && i >= first && !same) {
        difference = line(command) + "\n  redis: " + expected + "\n  ours:  " + seen;
      }
    }
    return difference;
  }

  /** Times to live: the clocks are asked one after the other. */
  private static boolean nearly(String expected, String seen) {
    if (expected.equals(seen)) {
      return true;
    }
    boolean numbers = expected.matches(":\\d{5,}") && seen.matches(":\\d{5,}");
    return numbers && Math.abs(number(expected) - number(seen)) <= 1000;
  }

  private static long number(String reply) {
    return Long.parseLong(reply.substring(1));
  }

  private static String sorted(String reply) {
    String[] parts = reply.split(", |\\[|\\]", -1);
    Arrays.sort(parts);
    return String.join(", ", parts);
  }

  /** Leaves out what is not needed for the difference, larger pieces first. */
  private String shrunk(List<String[]> all, String first) {
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
    String left = difference(commands);
    return text.append(left == null ? "not always: " + first : left).toString();
  }

  private static String line(String[] command) {
    return String.join(" ", Arrays.stream(command).map(w -> '\'' + w + '\'').toList());
  }
}

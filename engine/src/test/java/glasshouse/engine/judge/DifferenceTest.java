package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random commands are run on our node and on the real server: each reply must be the same, and the
 * data after each batch. What differs is shrunk to the shortest commands that still differ. More
 * commands: {@code -Dglasshouse.random.commands=N}, other ones: {@code -Dglasshouse.random.seed=N}.
 */
@NeedsRedisServer
class DifferenceTest {
  private static final int COMMANDS = Integer.getInteger("glasshouse.random.commands", 50_000);
  private static final long SEED = Long.getLong("glasshouse.random.seed", 7);
  private static final int BATCH = 500;

  @TempDir Path directory;

  @Test
  void randomCommandsAnswerAndWriteTheSame() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      List<String> found = new ArrayList<>();
      for (int batch = 0; batch * BATCH < COMMANDS && found.size() < 8; batch++) {
        List<String[]> commands = commands(SEED + batch);
        String difference = difference(judge, subject, commands);
        if (difference != null) {
          found.add(
              "seed " + (SEED + batch) + ":\n" + shrunk(judge, subject, commands, difference));
        }
      }
      assertThat(String.join("\n\n", found)).isEmpty();
    }
  }

  private static List<String[]> commands(long seed) {
    RandomCommands random = new RandomCommands(seed);
    List<String[]> commands = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      commands.add(random.next());
    }
    return commands;
  }

  /** Runs all on both from nothing; the first difference in words, or null. */
  private static @Nullable String difference(Talk judge, Talk subject, List<String[]> commands) {
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

  private static boolean same(String[] command, String expected, String seen) {
    if (expected.equals(seen)) {
      return true;
    }
    boolean anyOrder =
        RandomCommands.unordered(command)
            || command[0].equals("EXEC")
            || command[0].startsWith("Z");
    return anyOrder && sorted(expected).equals(sorted(seen));
  }

  private static String sorted(String reply) {
    String[] parts = reply.split(", |\\[|\\]");
    Arrays.sort(parts);
    return String.join(", ", parts);
  }

  /** Leaves out what is not needed for the difference, larger pieces first. */
  private static String shrunk(Talk judge, Talk subject, List<String[]> all, String first) {
    if (difference(judge, subject, all) == null) {
      return "once only: " + first;
    }
    List<String[]> commands = new ArrayList<>(all);
    for (int piece = commands.size() / 2; piece > 0; piece /= 2) {
      for (int at = 0; at + piece <= commands.size(); ) {
        List<String[]> fewer = new ArrayList<>(commands);
        fewer.subList(at, at + piece).clear();
        if (difference(judge, subject, fewer) != null) {
          commands = fewer;
        } else {
          at += piece;
        }
      }
    }
    StringBuilder text = new StringBuilder();
    commands.forEach(command -> text.append("> ").append(line(command)).append('\n'));
    return text.append(difference(judge, subject, commands)).toString();
  }

  private static String line(String[] command) {
    return String.join(" ", Arrays.stream(command).map(w -> '\'' + w + '\'').toList());
  }
}

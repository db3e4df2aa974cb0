package glasshouse.engine.judge;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which of several equal ones comes first, and which is left out, when only a part of them is asked
 * for: elements of equal or missing weights, and members at the same place.
 */
@Needs(Judge.REDIS_SERVER)
class TiesDifferenceTest {
  private static final int BATCHES =
      Integer.getInteger("glasshouse.random.commands", 50_000) / 2500;
  private static final long SEED = Long.getLong("glasshouse.random.seed", 7);
  private static final int QUESTIONS = 40;
  private static final int MOST = 300;

  @TempDir Path directory;

  private static List<String[]> commands(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(1 + random.nextInt(MOST));
    int values = 1 + random.nextInt(1 + random.nextInt(size));
    List<String[]> commands = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int value = random.nextInt(values);
      commands.add(new String[] {"RPUSH", "list", "e" + i});
      if (value > 0) {
        commands.add(new String[] {"SET", "w" + "e" + i, Integer.toString(value)});
      }
      commands.add(
          new String[] {"GEOADD", "places", "1." + value, Integer.toString(value % 80), "e" + i});
    }
    for (int i = 0; i < QUESTIONS; i++) {
      String order = random.nextBoolean() ? " ASC" : " DESC";
      String first = " " + random.nextInt(size + 2);
      String count = " " + random.nextInt(size + 2);
      String line =
          random.nextBoolean()
              ? "SORT list BY w*" + (random.nextInt(4) > 0 ? " ALPHA" : "") + " LIMIT" + first
              : "GEOSEARCH places FROMLONLAT 1 1 BYRADIUS 20000 km COUNT";
      commands.add((line + count.replace(" 0", " 1") + order).split(" "));
    }
    return commands;
  }

  @Test
  void equalOnesStandInTheSameOrder() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      new Duel(judge, subject, List.of(), _ -> false)
          .fight(TiesDifferenceTest::commands, SEED, BATCHES);
    }
  }
}

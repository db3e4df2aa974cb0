package glasshouse.engine.judge;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random commands are run on our node and on the real server, see {@link Duel}. More commands:
 * {@code -Dglasshouse.random.commands=N}, other ones: {@code -Dglasshouse.random.seed=N}.
 */
@Needs(Judge.REDIS_SERVER)
class DifferenceTest {
  private static final int COMMANDS = Integer.getInteger("glasshouse.random.commands", 120_000);
  private static final long SEED = Long.getLong("glasshouse.random.seed", 7);
  private static final int BATCH = 500;

  @TempDir Path directory;

  @Test
  void randomCommandsAnswerAndWriteTheSame() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      new Duel(judge, subject, MoreCommands.FRESH, RandomCommands::unordered)
          .fight(DifferenceTest::commands, SEED, (COMMANDS + BATCH - 1) / BATCH);
    }
  }

  private static List<String[]> commands(long seed) {
    RandomCommands random = RandomCommands.ofAllFamilies(seed);
    List<String[]> commands = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      commands.add(random.next());
    }
    return commands;
  }
}

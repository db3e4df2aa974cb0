package glasshouse.engine.judge;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random commands on streams: the same replies and the same data as on the real server. */
@Needs(Judge.REDIS_SERVER)
class StreamDifferenceTest {
  private static final int BATCH = 400;
  private static final int BATCHES =
      Integer.getInteger("glasshouse.random.commands", 50_000) / BATCH;
  private static final long SEED = Long.getLong("glasshouse.random.seed", 5);

  @TempDir Path directory;

  @Test
  void streamsAnswerTheSame() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      new Duel(judge, subject, List.of(), _ -> false)
          .fight(seed -> new StreamCommands(seed).next(BATCH), SEED, BATCHES);
    }
  }
}

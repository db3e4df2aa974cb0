package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The categories of rules and what they hold are the real server's. */
@Needs(Judge.REDIS_SERVER)
class AclCategoriesTest {
  @TempDir Path directory;

  @Test
  void everyCategoryHoldsWhatItHoldsInTheRealServer() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Jedis judge = new Jedis("127.0.0.1", real.port());
        Jedis subject = new Jedis("127.0.0.1", ours.port())) {
      assertThat(subject.aclCat()).isEqualTo(judge.aclCat());
      Set<String> known = new TreeSet<>(commands(subject));
      for (String category : judge.aclCat()) {
        List<String> expected = new ArrayList<>(judge.aclCat(category));
        expected.retainAll(known);
        assertThat(subject.aclCat(category.toUpperCase(Locale.ROOT)))
            .as("commands of @" + category)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  private static List<String> commands(Jedis jedis) {
    return jedis.commandList();
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that FLUSHALL writes when there are save points, as redis-server 7.0.15 has it. */
@Needs(Judge.REDIS_SERVER)
class FlushedFileTest {
  @TempDir Path directory;

  @Test
  void holdsWhatFlushallItselfHasChanged() throws Exception {
    List<String> changes = Both.same(this::changes);
    assertThat(changes).contains("0", "1");
  }

  private List<String> changes(char kind) throws Exception {
    List<String> changes = new ArrayList<>();
    try (Server server = Server.start(kind, "f" + kind, directory, "save 3600 100000")) {
      for (String said :
          List.of(
              "FLUSHALL",
              "SET a 1",
              "FLUSHALL",
              "FLUSHDB",
              "EVAL redis.call('set','a','1');redis.call('flushall');redis.call('set','a','2') 0",
              "FLUSHALL ASYNC",
              "MULTI;SET a 1;FLUSHALL;SET b 1;EXEC")) {
        for (String one : said.startsWith("EVAL") ? new String[] {said} : said.split(";", -1)) {
          server.talk().line(one);
        }
        changes.add(server.talk().info("persistence").get("rdb_changes_since_last_save"));
      }
    }
    return changes;
  }
}

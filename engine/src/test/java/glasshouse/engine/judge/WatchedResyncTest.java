package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WATCH on a replica whose data a full resync replaces, as redis-server 7.0.15 has it. */
@Needs(Judge.REDIS_SERVER)
class WatchedResyncTest {
  private static final String[] KEYS = {"same", "changed", "brought", "lost", "nowhere", "expired"};

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"disabled, [+PONG]", "swapdb, (nil)", "on-empty-db, [+PONG]"})
  void execSeesWhatTheDumpHasReplaced(String load, String brought) throws Exception {
    Map<String, String> seen = Both.same(kind -> watched(kind, load));
    assertThat(seen)
        .containsEntry("same", "(nil)")
        .containsEntry("brought", brought)
        .containsEntry("nowhere", "[+PONG]");
  }

  private Map<String, String> watched(char kind, String load) throws Exception {
    Map<String, String> seen = new TreeMap<>();
    Map<String, Talk> watching = new TreeMap<>();
    try (Server master = Server.start(kind, load + "-m" + kind, directory, "");
        Server replica =
            Server.start(kind, load + "-s" + kind, directory, "repl-diskless-load " + load)) {
      master.talk().line("MSET same 1 changed 1 brought 1");
      replica.talk().line("MSET same 1 changed 2 lost 1");
      replica.talk().line("SET expired 1 PX 1");
      Sync.until(() -> replica.talk().line("PTTL expired").equals(":-2"));
      for (String key : KEYS) {
        Talk talk = new Talk(replica.port());
        talk.line("WATCH " + key);
        watching.put(key, talk);
      }
      replica.follow(master);
      Sync.connected(replica.talk());
      watching.forEach(
          (key, talk) -> {
            talk.line("MULTI");
            talk.line("PING");
            seen.put(key, talk.line("EXEC"));
            talk.close();
          });
    }
    return seen;
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEBUG where it tells of what the data are kept in, as redis-server 7.0.15 has it. */
@Needs(Judge.REDIS_SERVER)
class DebugDoorsTest {
  @TempDir Path directory;

  @Test
  void tablesAndSizesAreTold() throws Exception {
    List<String> told = Both.same(this::told);
    assertThat(told.getFirst()).contains("[Dictionary HT]", " number of elements: 10");
  }

  /** Which slot a key falls into is chance. */
  private List<String> told(char kind) throws Exception {
    List<String> told = new ArrayList<>();
    try (Server server = Server.start(kind, "d" + kind, directory, "")) {
      Talk talk = server.talk();
      for (String said :
          List.of(
              "SET n 12345",
              "SET t xyz",
              "HSET h f 1",
              "RPUSH l a b c",
              "SADD is 1 2 3",
              "SADD hs a b c",
              "ZADD z 1 a",
              "XADD x 1-1 a b",
              "SET e v",
              "EXPIRE e 100",
              "CONFIG SET hash-max-listpack-entries 1",
              "HSET hh a 1 b 2 c 3")) {
        talk.line(said);
      }
      for (int i = 0; i < 50; i++) {
        // Each look-up moves a bucket to the larger table.
        talk.line("GET n");
      }
      for (String asked :
          List.of(
              "HTSTATS 0",
              "HTSTATS 1",
              "HTSTATS 99",
              "HTSTATS x",
              "HTSTATS",
              "HTSTATS-KEY hs",
              "HTSTATS-KEY hh",
              "HTSTATS-KEY is",
              "HTSTATS-KEY h",
              "HTSTATS-KEY none",
              "AOF-FLUSH-SLEEP 0",
              "AOF-FLUSH-SLEEP x",
              "AOF-FLUSH-SLEEP")) {
        told.add(chanceless(talk.line("DEBUG " + asked)));
      }
      for (String key : List.of("n", "t", "h", "is", "hs", "z", "x", "e", "hh", "l")) {
        told.add(
            talk.line("DEBUG OBJECT " + key).replaceFirst(".*(serializedlength:\\d+).*", "$1"));
      }
    }
    return told;
  }

  private static String chanceless(String text) {
    return text.replaceAll("(slots|length|counted\\)|computed\\)): [0-9.]+", "$1")
        .replaceAll("   (>= )?\\d+: \\d+ \\(.*?\\)\n", "");
  }

  @Test
  void writesToTheAppendOnlyFileTakeTheirTime() throws Exception {
    Both.ask(
        kind -> {
          try (Server server =
              Server.start(kind, "a" + kind, directory, "appendonly yes\nappendfsync always")) {
            server.talk().line("SET a 1");
            server.talk().line("DEBUG AOF-FLUSH-SLEEP 300000");
            long began = System.nanoTime();
            assertThat(server.talk().line("SET a 2")).isEqualTo("+OK");
            assertThat(System.nanoTime() - began).isGreaterThan(290_000_000L);
          }
        });
  }
}

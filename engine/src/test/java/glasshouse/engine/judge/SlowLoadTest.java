package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start whose load takes its time, as redis-server 7.0.15 has it. */
@Needs(Judge.REDIS_SERVER)
class SlowLoadTest {
  private static final String SLOW =
      "key-load-delay 3000\nloading-process-events-interval-bytes 1024";

  @TempDir Path directory;

  /** What is asked of a server that loads. */
  private interface Loading {
    void asked(Talk talk, List<String> seen) throws Exception;
  }

  private List<String> loading(char kind, String options, String more, Loading rule)
      throws Exception {
    List<String> seen = new ArrayList<>();
    try (Server server = Server.start(kind, "slow" + kind, directory, options);
        ExecutorService starter = Executors.newSingleThreadExecutor()) {
      server.talk().line("DEBUG POPULATE 1000 key 50");
      for (int i = 0; i < 1100; i++) {
        server.talk().run("SET", "a" + i, "b");
      }
      server.talk().send("SHUTDOWN", "SAVE");
      server.awaitEnd();
      String saved = options.isEmpty() ? server.dump() : "";
      Future<?> start =
          starter.submit(
              () -> {
                server.start(more);
                return true;
              });
      try (Talk talk = connected(server.port())) {
        rule.asked(talk, seen);
      }
      try {
        start.get();
      } catch (ExecutionException ended) {
        assertThat(ended).hasMessageContaining("did not start");
      }
      assertThat(options.isEmpty() ? server.dump() : "").isEqualTo(saved);
    }
    return seen;
  }

  private static Talk connected(int port) {
    Talk[] talk = new Talk[1];
    Sync.until(
        () -> {
          try {
            talk[0] = new Talk(port);
            return true;
          } catch (UncheckedIOException _) {
            return false;
          }
        });
    return talk[0];
  }

  @Test
  void answersLoadingAtEachBoundaryUntilAllIsThere() throws Exception {
    List<String> seen =
        Both.same(
            kind ->
                loading(
                    kind,
                    "",
                    SLOW,
                    (talk, answers) -> {
                      for (String asked :
                          List.of(
                              "PING", "GET a1", "SET a1 2", "MULTI", "EXEC", "DBSIZE", "SAVE")) {
                        answers.add(talk.line(asked));
                      }
                      Map<String, String> info = talk.info("persistence");
                      answers.add(String.valueOf(info.keySet()));
                      answers.add(info.get("loading") + info.get("rdb_changes_since_last_save"));
                      assertThat(Long.parseLong(info.get("rdb_last_load_keys_loaded")))
                          .isBetween(1L, 2099L);
                      assertThat(Long.parseLong(info.get("loading_loaded_bytes")))
                          .isBetween(1L, Long.parseLong(info.get("loading_total_bytes")));
                      assertThat(Long.parseLong(info.get("loading_rdb_used_mem"))).isPositive();
                      answers.add(talk.line("CONFIG SET key-load-delay 0"));
                      Sync.until(() -> talk.line("PING").equals("+PONG"));
                      answers.add(talk.line("DBSIZE"));
                    }));
    assertThat(seen).contains("-LOADING Redis is loading the dataset in memory", ":2100");
  }

  @Test
  void endsWithoutSavingWhenItIsToldTo() throws Exception {
    List<String> seen =
        Both.same(
            kind ->
                loading(
                    kind,
                    "",
                    SLOW,
                    (talk, answers) -> {
                      talk.send("SHUTDOWN", "SAVE");
                      answers.add(talk.untilClosed());
                    }));
    assertThat(seen).containsExactly("");
  }

  /** Between two boundaries nobody is served, and a load that has none answers when it is over. */
  @Test
  void letsClientsWaitBetweenBoundaries() throws Exception {
    Both.same(
        kind ->
            loading(
                kind,
                "",
                "key-load-delay 300",
                (talk, answers) -> answers.add(talk.line("PING") + talk.line("DBSIZE"))));
  }

  @Test
  void anAppendOnlyFileHasABoundaryEvery1024Commands() throws Exception {
    Both.same(
        kind ->
            loading(
                kind,
                "appendonly yes\naof-use-rdb-preamble no",
                "key-load-delay 1000",
                (talk, answers) -> {
                  String answer = talk.line("PING");
                  int turns = 0;
                  while (answer.startsWith("-LOADING")) {
                    turns++;
                    answer = talk.line("PING");
                  }
                  answers.add(answer + (turns > 0 && turns < 20) + talk.line("DBSIZE"));
                }));
  }
}

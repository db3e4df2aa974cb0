package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a script says of itself is asked before it is queued or run, as flags of commands are: of
 * our node (o) and of the real server (r).
 */
@Needs(Judge.REDIS_SERVER)
class ScriptGatesTest {
  private static final String READ_ONLY = "-READONLY You can't write against a read only replica.";
  private static final String MASTER_DOWN =
      "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";
  private static final String FULL = "-OOM command not allowed when used memory > 'maxmemory'.";
  private static final String FEW = "-NOREPLICAS Not enough good replicas to write.";

  private static final String FLAWED =
      "-EXECABORT Transaction discarded because of previous errors.";
  private static final String RUN = "[:1]";

  private static final List<String> HEADS =
      List.of(
          "#!lua\n",
          "#!lua flags=no-writes\n",
          "#!lua flags=allow-oom\n",
          "#!lua flags=no-writes,allow-stale\n",
          "");

  @TempDir Path directory;

  private static void say(Server server, String... lines) {
    for (String line : lines) {
      assertThat(server.talk().line(line)).startsWith("+OK");
    }
  }

  /** What EXEC answers of a script that was queued before this was said. */
  private static String late(Server server, String head, String... lines) {
    try (Talk talk = new Talk(server.port())) {
      talk.line("MULTI");
      assertThat(talk.run("EVAL", head + "return 1", "0")).isEqualTo("+QUEUED");
      say(server, lines);
      return talk.line("EXEC");
    }
  }

  /** What is answered to a script that is to be queued, and to EXEC then. */
  private static List<String> queued(Server server, String head) {
    try (Talk talk = new Talk(server.port())) {
      talk.line("MULTI");
      String queued = talk.run("EVAL", head + "return 1", "0");
      return queued.equals("+QUEUED")
          ? List.of(talk.line("EXEC"))
          : List.of(queued, talk.line("EXEC"));
    }
  }

  private static String because(String refusal) {
    return "-EXECABORT Transaction discarded because of: " + refusal.substring(1);
  }

  /** {@code refusals} are those of the scripts of {@link #HEADS}; empty where one runs. */
  private Both.Rule refused(String what, String[] on, String[] off, String... refusals) {
    return kind -> {
      try (Server server = Server.start(kind, kind + what, directory, "")) {
        for (int i = 0; i < refusals.length; i++) {
          String head = HEADS.get(i);
          String refusal = refusals[i];
          boolean runs = refusal.isEmpty();
          assertThat(late(server, head, on)).isEqualTo(runs ? RUN : because(refusal));
          server.talk().line("CONFIG RESETSTAT");
          assertThat(server.talk().run("EVAL", head + "return 1", "0"))
              .isEqualTo(runs ? ":1" : refusal);
          assertThat(server.talk().info("commandstats").getOrDefault("cmdstat_eval", ""))
              .endsWith(
                  runs ? "rejected_calls=0,failed_calls=0" : "rejected_calls=1,failed_calls=0");
          if (!what.equals("full")) {
            assertThat(queued(server, head))
                .isEqualTo(runs ? List.of(RUN) : List.of(refusal, FLAWED));
          }
          say(server, off);
        }
      }
    };
  }

  private static String[] lines(String... lines) {
    return lines;
  }

  @Test
  void whatTheyDeclareIsAskedAsOfCommands() throws Exception {
    Both.ask(
        refused(
            "replica",
            lines("REPLICAOF 127.0.0.1 1"),
            lines("REPLICAOF NO ONE"),
            READ_ONLY,
            "",
            READ_ONLY,
            "",
            ""),
        refused(
            "stale",
            lines("REPLICAOF 127.0.0.1 1", "CONFIG SET replica-serve-stale-data no"),
            lines("REPLICAOF NO ONE", "CONFIG SET replica-serve-stale-data yes"),
            READ_ONLY,
            MASTER_DOWN,
            READ_ONLY,
            ""),
        refused(
            "full",
            lines("CONFIG SET maxmemory 1"),
            lines("CONFIG SET maxmemory 0"),
            FULL,
            "",
            "",
            "",
            ""),
        refused(
            "few",
            lines("CONFIG SET min-replicas-to-write 1"),
            lines("CONFIG SET min-replicas-to-write 0"),
            FEW,
            "",
            FEW,
            "",
            ""),
        this::functions);
  }

  private void functions(char kind) throws IOException {
    try (Server server = Server.start(kind, kind + "functions", directory, "");
        Talk talk = new Talk(server.port())) {
      String library =
          "#!lua name=l\nredis.register_function('w', function() return 1 end)\n"
              + "redis.register_function{function_name='n', callback=function() return 1 end,"
              + " flags={'no-writes'}}";
      assertThat(talk.run("FUNCTION", "LOAD", library)).isEqualTo("\"l\"");
      String sha = talk.run("SCRIPT", "LOAD", "#!lua\nreturn 1").replace("\"", "");
      say(server, "REPLICAOF 127.0.0.1 1");
      talk.line("MULTI");
      assertThat(talk.line("FCALL n 0")).isEqualTo("+QUEUED");
      assertThat(talk.line("EXEC")).isEqualTo(RUN);
      for (String command : List.of("FCALL w 0", "EVALSHA " + sha + " 0")) {
        talk.line("MULTI");
        assertThat(talk.line(command)).isEqualTo(READ_ONLY);
        assertThat(talk.line("EXEC")).isEqualTo(FLAWED);
      }
    }
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several reasons to refuse a command is told, and what is not told of passwords. */
@Needs(Judge.REDIS_SERVER)
class AclGatesTest {
  @TempDir Path directory;

  private static void same(Talk judge, Talk subject, String... commands) {
    for (String command : commands) {
      assertThat(subject.line(command)).as(command).isEqualTo(judge.line(command));
    }
  }

  @Test
  void refusalsComeInTheOrderOfTheRealServer() {
    try (RedisServer real =
            RedisServer.start(
                "--requirepass",
                "secret",
                "--enable-debug-command",
                "no",
                "--min-replicas-to-write",
                "1");
        LiveServer ours =
            LiveServer.start(
                directory,
                "requirepass secret",
                "enable-debug-command no",
                "min-replicas-to-write 1");
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      same(judge, subject, "DEBUG JMAP", "MODULE LOAD x", "GET", "CONFIG NOSUCH", "GET a", "MULTI");
      same(judge, subject, "HELLO 3", "AUTH default secret", "SET a 1", "ACL SETUSER u on nopass");
      same(judge, subject, "AUTH u x", "SET a 1", "GET", "GET a", "DEBUG JMAP", "CONFIG NOSUCH");
      same(judge, subject, "MULTI", "SUBSCRIBE a", "AUTH default secret", "ACL SETUSER u +multi");
      same(judge, subject, "AUTH u x", "MULTI", "MULTI", "WATCH a", "GET a", "AUTH u x");
      same(judge, subject, "AUTH default secret", "EXEC", "PING");
    }
  }

  @Test
  void aReplicaTellsItsUsersFirstThatTheyMayNot() {
    try (RedisServer real = RedisServer.start("--replicaof", "127.0.0.1", "1");
        LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 1");
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      same(judge, subject, "ACL SETUSER u on nopass +@all -set ~k", "AUTH u x", "SET k 1");
      same(judge, subject, "INCR k", "INCR x", "CONFIG SET replica-serve-stale-data no", "GET x");
      same(judge, subject, "GET k", "SUBSCRIBE k", "PING");
    }
  }

  @Test
  void everyRefusalIsCounted() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk();
        Talk judged = new Talk(real.port());
        Talk tried = ours.talk()) {
      same(judge, subject, "ACL SETUSER u on nopass +@all ~k", "CONFIG RESETSTAT");
      same(judged, tried, "AUTH u x", "AUTH u2 x", "GET x", "MULTI", "INCR k", "GET k", "GET k");
      same(judge, subject, "ACL SETUSER u resetkeys");
      same(judged, tried, "EXEC", "GET k");
      same(judge, subject, "INFO errorstats");
      for (String command : List.of("cmdstat_get", "cmdstat_exec", "cmdstat_incr")) {
        assertThat(counts(subject, command)).as(command).isEqualTo(counts(judge, command));
      }
    }
  }

  /** Calls and failures of a command, without times. */
  private static String counts(Talk talk, String command) {
    return String.valueOf(talk.info("commandstats").get(command)).replaceAll("usec[^,]*,", "");
  }

  @Test
  void passwordsAreNotInTheSlowLog() {
    Pattern words = Pattern.compile("\\[\"(?:[^\\]]|\\][^,])*?\\](?=, \"127)");
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      String[] logs = new String[2];
      for (Talk talk : List.of(judge, subject)) {
        talk.line("CONFIG SET slowlog-log-slower-than 0");
        talk.line("ACL SETUSER u on >pass +@all");
        talk.line("ACL SETUSER u >pass nosuch");
        talk.line("ACL GETUSER u");
        talk.line("ACL DRYRUN u GET a");
        talk.line("AUTH u wrong");
        talk.line("AUTH u pass");
        talk.line("HELLO 2 AUTH u pass SETNAME me");
        talk.line("ACL DELUSER nobody u2");
        logs[talk == judge ? 0 : 1] =
            String.join(
                "\n",
                words.matcher(talk.line("SLOWLOG GET 8")).results().map(m -> m.group()).toList());
      }
      assertThat(logs[0]).contains("(redacted)").doesNotContain("pass");
      assertThat(logs[1]).isEqualTo(logs[0]);
    }
  }
}

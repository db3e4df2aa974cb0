package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SHUTDOWN in its forms, beside the real server: what is answered and what the log says. */
@Needs(Judge.REDIS_SERVER)
class ShutdownTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** Our node and the real server, started alike. */
  private record Pair(LiveServer ours, RedisServer theirs, Talk mine, Talk real)
      implements AutoCloseable {
    void both(String command) {
      assertThat(mine.line(command)).as(command).isEqualTo(real.line(command));
    }

    void sameEnding() throws Exception {
      assertThat(ours.awaitEnd()).isZero();
      Supplier<List<String>> lines = () -> ending(theirs.log());
      await().atMost(PATIENCE).until(() -> lines.get().toString().contains("bye bye"));
      assertThat(ending(ours.log())).isEqualTo(lines.get());
    }

    @Override
    public void close() {
      mine.close();
      real.close();
      ours.close();
      theirs.close();
    }
  }

  private Pair start(String... options) {
    LiveServer ours = LiveServer.start(directory, options);
    String[] words = new String[options.length * 2];
    for (int i = 0; i < options.length; i++) {
      int blank = options[i].indexOf(' ');
      words[2 * i] = "--" + options[i].substring(0, blank);
      words[2 * i + 1] = options[i].substring(blank + 1);
    }
    RedisServer theirs = RedisServer.start(words);
    return new Pair(ours, theirs, ours.talk(), new Talk(theirs.port()));
  }

  /** The lines from the first SHUTDOWN on, without process, time, numbers and reasons. */
  private static List<String> ending(String log) {
    return log.lines()
        .map(line -> line.replaceFirst("^[0-9]+:[MSC] .{24} . ", ""))
        .dropWhile(line -> !line.contains("User requested shutdown"))
        .map(line -> line.replaceFirst("^(Failed opening the temp|Failed saving).*", "(failed)"))
        .map(line -> line.replaceFirst("replica 127\\.0\\.0\\.1:\\S+ .*lag=[0-9]+", "replica X"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHUTDOWN", "SHUTDOWN NOSAVE", "SHUTDOWN SAVE", "SHUTDOWN NOW FORCE"})
  void saysWhatItDoes(String command) throws Exception {
    try (Pair pair = start("save 900 1")) {
      pair.both("SET a 1");
      pair.mine.send(command.split(" "));
      pair.real.send(command.split(" "));
      pair.sameEnding();
    }
  }

  @Test
  void goesOnWhenItCannotSave() throws Exception {
    try (Pair pair = start("save 900 1", "enable-protected-configs yes")) {
      pair.both("SHUTDOWN ABORT");
      pair.both("SHUTDOWN SAVE NOSAVE");
      pair.both("SHUTDOWN ABORT NOW");
      pair.both("SET a 1");
      pair.both("CONFIG SET dir /proc");
      pair.both("SHUTDOWN");
      pair.both("SHUTDOWN SAVE NOW");
      pair.mine.send("SHUTDOWN", "NOSAVE", "FORCE");
      pair.real.send("SHUTDOWN", "NOSAVE", "FORCE");
      pair.sameEnding();
    }
  }

  /** A replica that takes its dump and then says nothing. */
  private static Talk silentReplica(int port, Talk master) {
    Talk replica = new Talk(port);
    replica.send("PSYNC", "?", "-1");
    await()
        .atMost(PATIENCE)
        .until(() -> master.info("replication").getOrDefault("slave0", "").contains("online"));
    return replica;
  }

  @Test
  void waitsForReplicasAWhileUnlessSomebodyEndsIt() throws Exception {
    try (Pair pair =
            start("shutdown-timeout 3", "repl-diskless-sync no", "repl-ping-replica-period 3600");
        Talk first = silentReplica(pair.ours.port(), pair.mine);
        Talk second = silentReplica(pair.theirs.port(), pair.real);
        Talk ourAsker = pair.ours.talk();
        Talk theirAsker = new Talk(pair.theirs.port());
        Talk ourNext = pair.ours.talk();
        Talk theirNext = new Talk(pair.theirs.port())) {
      pair.both("SET a 1");
      ourAsker.send("SHUTDOWN");
      theirAsker.send("SHUTDOWN");
      awaitGrace(pair.mine);
      awaitGrace(pair.real);
      pair.both("SHUTDOWN ABORT");
      assertThat(ourAsker.reply()).isEqualTo(theirAsker.reply()).startsWith("-ERR Errors trying");
      pair.both("SET a 2");
      // The real server ends with a fault when the client asks again whose SHUTDOWN was aborted.
      ourNext.send("SHUTDOWN", "NOSAVE");
      theirNext.send("SHUTDOWN", "NOSAVE");
      awaitGrace(pair.mine);
      awaitGrace(pair.real);
      pair.mine.send("SHUTDOWN", "NOW");
      pair.real.send("SHUTDOWN", "NOW");
      pair.sameEnding();
      assertThat(pair.ours.log()).contains("0 of 1 replicas are in sync when shutting down.");
      first.until("SET");
      second.until("SET");
    }
  }

  private static void awaitGrace(Talk server) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> server.info("server").containsKey("shutdown_in_milliseconds"));
  }

  /** The end begins with the next tick of the cron. */
  @Test
  void aSignalCanBeAbortedBeforeItsShutdownHasBegun() throws Exception {
    try (Pair pair = start("hz 10")) {
      pair.both("SHUTDOWN ABORT");
      pair.both("DEBUG PAUSE-CRON 1");
      terminate(pair);
      await().atMost(PATIENCE).until(() -> pair.theirs.log().contains("scheduling"));
      await().atMost(PATIENCE).until(() -> pair.ours.log().contains("scheduling"));
      pair.both("SHUTDOWN ABORT");
      pair.both("SHUTDOWN ABORT");
      assertThat(pair.ours.log()).contains("Shutdown manually aborted.").doesNotContain("bye bye");
      terminate(pair);
      // The cron may run, and end the server, before the answer to this has left it.
      pair.mine.send("DEBUG", "PAUSE-CRON", "0");
      pair.real.send("DEBUG", "PAUSE-CRON", "0");
      pair.sameEnding();
    }
  }

  private static void terminate(Pair pair) {
    pair.ours.node().signal("SIGTERM");
    ProcessHandle.of(pair.theirs.pid()).orElseThrow().destroy();
  }
}

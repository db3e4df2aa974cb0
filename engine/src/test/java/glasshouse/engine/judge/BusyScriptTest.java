package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leaves while a script runs long, asked of our node (o) and of the real server (r). */
@Needs(Judge.REDIS_SERVER)
class BusyScriptTest {
  @TempDir Path directory;

  private Server start(char kind, String what) throws IOException {
    return Server.start(kind, kind + what, directory, "busy-reply-threshold 10");
  }

  /** Sends a script and waits until others are told that it is busy. */
  private static Talk busy(Server server, String script) {
    Talk other = server.talk();
    Talk caller = new Talk(server.port());
    caller.send("EVAL", script, "0");
    Sync.until(() -> other.line("PING").startsWith("-BUSY"));
    return caller;
  }

  /** One that has written may write on, though the replicas that it takes are there no more. */
  private void replica(char kind) throws IOException {
    try (Server master = start(kind, "replica");
        Talk replica = new Talk(master.port())) {
      replica.send("SYNC");
      Sync.replica(master.talk(), 0, "online");
      master.talk().line("CONFIG SET min-replicas-to-write 1");
      String waits =
          "redis.call('SET', 'a', 1) repeat until redis.call('INFO',"
              + " 'replication'):find('connected_slaves:0', 1, true) return redis.call('SET', 'a',"
              + " 2)";
      try (Talk caller = busy(master, waits)) {
        replica.finish();
        assertThat(caller.reply()).isEqualTo("+OK");
      }
    }
  }

  private void subscriber(char kind) throws IOException {
    try (Server server = start(kind, "subscriber");
        Talk subscriber = new Talk(server.port())) {
      subscriber.line("SUBSCRIBE news");
      String waits = "repeat until redis.call('PUBSUB', 'NUMSUB', 'news')[2] == 0 return 'alone'";
      try (Talk caller = busy(server, waits)) {
        subscriber.finish();
        assertThat(caller.reply()).isEqualTo("\"alone\"");
      }
    }
  }

  private void caller(char kind) throws IOException {
    try (Server server = start(kind, "caller")) {
      busy(server, "repeat until false").close();
      Talk other = server.talk();
      assertThat(other.line("PING")).startsWith("-BUSY");
      assertThat(other.line("SCRIPT KILL")).isEqualTo("+OK");
      Sync.until(() -> other.line("PING").equals("+PONG"));
      Sync.until(() -> other.number("clients", "connected_clients") == 1);
    }
  }

  @Test
  void whoLeavesIsMissedByTheScript() throws Exception {
    Both.ask(this::replica, this::subscriber);
  }

  @Test
  void theScriptGoesOnWhenItsCallerLeaves() throws Exception {
    Both.ask(this::caller);
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master that is told to follow the replica of its replica, so that nobody is a master any more:
 * asked of our nodes (o) and of real servers (r).
 */
@Needs(Judge.REDIS_SERVER)
class RingTest {
  private static final String WRITTEN = " db=12 ";

  @TempDir Path directory;

  private static String masterLink(Server node) {
    return node.talk().line("CLIENT LIST TYPE master");
  }

  private void ring(char kind) throws Exception {
    try (Server a = Server.start(kind, kind + "a", directory, "");
        Server b = Server.start(kind, kind + "b", directory, "");
        Server c = Server.start(kind, kind + "c", directory, "")) {
      b.follow(a);
      Sync.connected(b.talk());
      c.follow(b);
      Sync.connected(c.talk());
      a.talk().line("SELECT 12");
      a.talk().line("SET k v");
      Sync.same(a.talk(), c.talk());

      a.follow(c);
      Sync.connected(a.talk());
      assertThat(a.talk().number("replication", "master_repl_offset")).isEqualTo(24 + 27);
      // Whoever wrote the stream never selected what it wrote.
      assertThat(masterLink(a)).contains(" db=0 ");
      assertThat(masterLink(b)).contains(WRITTEN);
      assertThat(masterLink(c)).contains(WRITTEN);

      b.talk().line("REPLICAOF NO ONE");
      b.talk().line("SELECT 12");
      b.talk().line("SET k2 v");
      Sync.same(b.talk(), a.talk());
      assertThat(masterLink(a)).contains(WRITTEN);
    }
  }

  @Test
  void theMasterOfOldStandsOnNoDatabaseUntilTheNextOneSelects() throws Exception {
    Both.ask(this::ring);
  }
}

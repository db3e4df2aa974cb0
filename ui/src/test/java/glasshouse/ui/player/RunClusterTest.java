package glasshouse.ui.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.Action;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.exhibit.Pace;
import glasshouse.engine.exhibit.Scene;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.Situations;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A person who acts and types while the run comes to its end. */
class RunClusterTest {
  private static final Action RESTART = new Action.Restart("n2");

  private final FakeCluster behind = Situations.inSync();
  private final RunCluster cluster = new RunCluster(new Scene(behind, Pace.REAL), () -> {});
  private final Queue<Object> said = new ConcurrentLinkedQueue<>();

  @Test
  void whatIsDoneBeforeTheEndReachesTheCluster() {
    cluster.act(RESTART, said::add);
    cluster.close();
    await().until(() -> behind.closed);
    assertThat(behind.acted).containsExactly(RESTART);
    assertThat(said).singleElement().isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatComesBehindTheEndIsAnsweredAndNotThrown() {
    Console console = cluster.console("n1");
    cluster.close();
    await().until(() -> behind.closed);
    cluster.act(RESTART, said::add);
    console.send("PING", said::add);
    console.close();
    cluster.close();
    assertThat(said)
        .containsExactly(
            new Outcome.Refused("the cluster is closed"),
            new Console.Reply("the cluster is closed", true, 0));
    assertThat(behind.acted).isEmpty();
    assertThat(behind.typed).isEmpty();
  }
}

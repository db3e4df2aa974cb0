package glasshouse.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Outcome;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.SimStage;
import glasshouse.engine.fuzz.Replay;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.player.Standing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A seed that was opened at an event shows that moment until somebody acts. */
class StandingTest {
  @Test
  void itStandsStillUntilSomebodyActs() throws Exception {
    Replay replay = new Replay(Seed.parse("7.0/4/1")).to(3000);
    ClusterView there = replay.view();
    Scene scene = SimStage.of(replay.fork(), "7.0");
    Cluster cluster = Standing.of(scene);
    assertThat(cluster.view().nodes()).isEqualTo(there.nodes());
    assertThat(cluster.view().at()).isEqualTo(there.at());
    CompletableFuture<Outcome> done = new CompletableFuture<>();
    String running =
        there.nodes().stream()
            .filter(n -> n.run() == NodeView.Run.RUNNING)
            .findFirst()
            .orElseThrow()
            .name();
    cluster.act(new Action.Freeze(running), done::complete);
    assertThat(done.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
    Awaitility.await().until(() -> cluster.view().at() > there.at());
  }
}

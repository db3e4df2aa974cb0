package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Action;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node does each second, and that it is nothing once the node does nothing any more. */
class RatesTest {
  private static final int MILLIS = 10_000;

  private Scene scene;

  @BeforeEach
  void write() throws IOException, InterruptedException, TimeoutException {
    scene = new SimStage().open(List.of(new Role("m", "", "")), "7.0");
    Console console = scene.cluster().console("m");
    for (int i = 0; i < 300; i++) {
      CompletableFuture<Console.Reply> reply = new CompletableFuture<>();
      console.send("SET key" + i + " value", reply::complete);
      scene.pace().await(reply, MILLIS);
      scene.pace().look();
    }
  }

  @AfterEach
  void close() {
    scene.cluster().close();
  }

  @Test
  void a_node_that_runs_tells_what_it_does() {
    NodeView.LoadView load = load();
    assertThat(load.commandsPerSecond()).isPositive();
    assertThat(load.clients()).isEqualTo(1);
  }

  @Test
  void a_frozen_one_does_nothing_and_keeps_its_clients()
      throws InterruptedException, TimeoutException {
    long commands = load().commands();
    act(new Action.Freeze("m"));
    assertThat(load()).isEqualTo(new NodeView.LoadView(1, commands, 0, 0));
  }

  @Test
  void a_dead_one_does_nothing_and_has_no_clients() throws InterruptedException, TimeoutException {
    long commands = load().commands();
    act(new Action.Kill("m"));
    assertThat(load()).isEqualTo(new NodeView.LoadView(0, commands, 0, 0));
  }

  private NodeView.LoadView load() {
    return scene.cluster().view().nodes().getFirst().load();
  }

  private void act(Action action) throws InterruptedException, TimeoutException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    scene.cluster().act(action, outcome::complete);
    assertThat(scene.pace().await(outcome, MILLIS)).isInstanceOf(Outcome.Done.class);
  }
}

package glasshouse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.Action;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.SlowScriptView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveClusterTest {
  @TempDir Path directory;
  private LiveCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = LiveCluster.start(directory, "7.0", 2);
    seen(view -> view.links().size() == 2 && view.links().stream().allMatch(LinkView::up));
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  private void seen(Predicate<ClusterView> what) {
    await().atMost(Duration.ofSeconds(20)).until(() -> what.test(cluster.view()));
  }

  private Outcome act(Action action) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    cluster.act(action, outcome::complete);
    return outcome.join();
  }

  private String run(String node, String line) {
    try (Console console = cluster.console(node)) {
      CompletableFuture<Console.Reply> reply = new CompletableFuture<>();
      console.send(line, reply::complete);
      return reply.join().text();
    }
  }

  private SlowScriptView slowScript(String node) {
    return Objects.requireNonNull(node(node).slowScript());
  }

  private NodeView node(String name) {
    return cluster.view().nodes().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void threeNodesAreInSyncAndWritesMoveAllOffsets() {
    assertThat(run("n1", "SET a 1")).isEqualTo("OK");
    seen(v -> v.nodes().stream().allMatch(n -> n.replication().offset() >= 50));
    assertThat(run("n3", "GET a")).isEqualTo("\"1\"");
    seen(
        v ->
            v.nodes().stream().map(n -> n.digest().hex()).distinct().count() == 1
                && !v.nodes().getFirst().digest().hex().isEmpty());
  }

  @Test
  void aCutLinkIsSeenAndHeals() {
    assertThat(act(new Action.Cut("n2"))).isInstanceOf(Outcome.Done.class);
    seen(v -> v.links().stream().anyMatch(l -> l.replica().equals("n2") && l.cut() && !l.up()));
    run("n1", "SET a 1");
    seen(v -> v.links().stream().anyMatch(l -> l.replica().equals("n2") && l.behind() >= 50));
    assertThat(act(new Action.Cut("n2"))).isInstanceOf(Outcome.Refused.class);
    assertThat(act(new Action.Heal("n2"))).isInstanceOf(Outcome.Done.class);
    seen(v -> v.links().stream().allMatch(LinkView::up));
    assertThat(run("n2", "GET a")).isEqualTo("\"1\"");
  }

  /** Nothing is awaited here: what an action says has happened when it has come back. */
  @Test
  void aLinkIsCutWhenTheActionHasComeBack() {
    for (int i = 1; i <= 5; i++) {
      act(new Action.Cut("n2"));
      assertThat(run("n2", "INFO replication")).contains("master_link_status:down");
      String before = run("n2", "GET counted");
      run("n1", "INCR counted");
      assertThat(run("n2", "GET counted")).isEqualTo(before);
      act(new Action.Heal("n2"));
      seen(_ -> run("n2", "GET counted").equals(run("n1", "GET counted")));
    }
  }

  @Test
  void aNodeThatIsBusyIsSaidToBeAndIsCutWhenItHasTime() {
    try (Console console = cluster.console("n2")) {
      CompletableFuture<Console.Reply> ended = new CompletableFuture<>();
      console.send("EVAL \"while true do end\" 0", ended::complete);
      seen(_ -> run("n2", "PING").startsWith("(error) BUSY"));
      seen(_ -> node("n2").run() == NodeView.Run.BUSY);
      assertThat(slowScript("n2").millis()).isGreaterThanOrEqualTo(5000);
      assertThat(slowScript("n2").wrote()).isFalse();
      assertThat(cluster.view().links()).allMatch(LinkView::up);
      assertThat(act(new Action.Cut("n2")))
          .isEqualTo(
              new Outcome.Refused(
                  "n2 has been busy for 5 s, as with a long script; it will be so as soon as that"
                      + " ends"));
      run("n2", "SCRIPT KILL");
      assertThat(ended.join().text()).contains("killed");
    }
    seen(v -> v.links().stream().anyMatch(l -> l.replica().equals("n2") && !l.up()));
  }

  /**
   * 32 MB are more than the buffers of the system take: they wait at the master, and count there.
   */
  @Test
  void aStalledLinkPushesBack() {
    act(new Action.Stall("n2", 0));
    String big = "x".repeat(4_000_000);
    for (int i = 0; i < 8; i++) {
      assertThat(run("n1", "SET k" + i + " " + big)).isEqualTo("OK");
    }
    String stalled = "127.0.0.1:" + node("n2").port();
    seen(_ -> node("n3").replication().applied() == node("n1").replication().offset());
    seen(
        _ ->
            node("n1").replicas().stream()
                .anyMatch(r -> r.address().equals(stalled) && r.queued() > 10_000_000));
    assertThat(run("n2", "DBSIZE")).isEqualTo("(integer) 0");
    act(new Action.Release("n2"));
    seen(_ -> node("n2").replication().applied() == node("n1").replication().offset());
    assertThat(run("n2", "DBSIZE")).isEqualTo("(integer) 8");
  }

  @Test
  void aNodeInOneCommandIsSeenToBe() {
    try (Console console = cluster.console("n2")) {
      console.send("DEBUG SLEEP 3600", _ -> {});
      seen(_ -> node("n2").run() == NodeView.Run.BUSY);
    }
    run("n3", "CONFIG SET busy-reply-threshold 3600000");
    try (Console console = cluster.console("n3")) {
      console.send("EVAL \"while true do end\" 0", _ -> {});
      seen(_ -> node("n3").run() == NodeView.Run.BUSY);
    }
    assertThat(node("n2").slowScript()).isNull();
    assertThat(node("n3").slowScript()).isNull();
    assertThat(node("n1").run()).isEqualTo(NodeView.Run.RUNNING);
  }

  @Test
  void aClosedClusterRefuses() {
    cluster.close();
    assertThat(act(new Action.Cut("n2"))).isEqualTo(new Outcome.Refused("the cluster is closed"));
  }

  /** As by SIGKILL: nothing of what the script did leaves the node, which is gone at once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EVAL \"redis.call('SET', 'half', 1) while true do end\" 0",
        "MULTI;SET half 1;EVAL \"while true do end\" 0;EXEC"
      })
  void aNodeThatIsBusyIsKilled(String lines) {
    run("n1", "CONFIG SET busy-reply-threshold 10");
    long before = offset("n1");
    try (Console console = cluster.console("n1")) {
      for (String line : lines.split(";")) {
        console.send(line, _ -> {});
      }
      seen(_ -> run("n1", "PING").startsWith("(error) BUSY"));
      seen(_ -> node("n1").run() == NodeView.Run.BUSY);
      assertThat(slowScript("n1").wrote()).isEqualTo(lines.startsWith("EVAL"));
      // Its data are ahead of its stream: that is no difference to be told.
      assertThat(node("n1").digest().state()).isEqualTo(DigestView.State.PENDING);
      assertThat(act(new Action.Kill("n1"))).isInstanceOf(Outcome.Done.class);
    }
    assertThat(node("n1").replication().offset()).isLessThan(before + 50);
    assertThat(run("n2", "EXISTS half")).isEqualTo("(integer) 0");
    assertThat(run("n2", "INFO replication")).contains("master_link_status:down");
  }

  /** Its thread had to be reached first; until then it took what came. */
  @Test
  void aFrozenNodeTakesNothingFromThenOn() {
    for (int i = 1; i <= 20; i++) {
      act(new Action.Freeze("n2"));
      long before = offset("n1");
      run("n1", "INCR counted");
      seen(_ -> run("n3", "GET counted").equals(run("n1", "GET counted")));
      assertThat(node("n2").replication().applied()).isLessThanOrEqualTo(before);
      act(new Action.Thaw("n2"));
      seen(_ -> run("n2", "GET counted").equals(run("n1", "GET counted")));
    }
  }

  private long offset(String node) {
    String info = run(node, "INFO replication");
    int from = info.indexOf("master_repl_offset:") + "master_repl_offset:".length();
    return Long.parseLong(info.substring(from).split("[^0-9]", 2)[0]);
  }

  @Test
  void aFrozenNodeLooksFrozenAndCatchesUp() {
    act(new Action.Freeze("n2"));
    seen(v -> node("n2").run() == NodeView.Run.FROZEN);
    run("n1", "SET a 1");
    assertThat(act(new Action.Stop("n2"))).isInstanceOf(Outcome.Refused.class);
    act(new Action.Thaw("n2"));
    seen(v -> node("n2").replication().applied() >= 50);
  }

  @Test
  void aKilledNodeIsDeadAndComesBackOnItsPort() {
    int port = node("n2").port();
    act(new Action.Kill("n2"));
    seen(v -> node("n2").run() == NodeView.Run.DEAD);
    assertThat(act(new Action.Start("n2"))).isInstanceOf(Outcome.Done.class);
    seen(v -> node("n2").run() == NodeView.Run.RUNNING && node("n2").port() == port);
    seen(v -> v.links().stream().allMatch(LinkView::up));
  }

  @Test
  void failoverMovesTheRole() {
    assertThat(act(new Action.FailOver("n2"))).isInstanceOf(Outcome.Done.class);
    seen(v -> node("n2").replication().master() && !node("n1").replication().master());
    seen(v -> v.links().size() == 2 && v.links().stream().allMatch(LinkView::up));
    assertThat(run("n2", "SET a 1")).isEqualTo("OK");
  }

  @Test
  void aForcedFailoverPointsAllOthersAtTheNewMaster() {
    assertThat(act(new Action.ForceFailOver("n3"))).isInstanceOf(Outcome.Done.class);
    seen(v -> node("n3").replication().master());
    seen(
        v ->
            v.links().size() == 2
                && v.links().stream().allMatch(l -> l.up() && l.master().equals("n3")));
    assertThat(act(new Action.ForceFailOver("n3"))).isInstanceOf(Outcome.Refused.class);
  }
}

package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Outcome;
import glasshouse.engine.fuzz.Point;
import glasshouse.engine.fuzz.Replay;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A run of the fuzzer is stepped through as an exhibit is. */
class SteppedSeedTest {
  private static final Seed SEED = Seed.parse("6.0.3/4/7");

  private static List<Step.Replay> steps(Exhibit exhibit) {
    return exhibit.steps().stream().map(Step.Replay.class::cast).toList();
  }

  @Test
  void itsStepsAreWhatIsDoneAndWhatBreaks() {
    Exhibit exhibit = SteppedSeed.of(SEED, 0);
    List<Step.Replay> steps = steps(exhibit);

    assertThat(exhibit.about())
        .isEqualTo("Broken: Offsets never go back on a node with listeners.");
    assertThat(steps).extracting(step -> step.chief().kind()).contains(Point.Kind.FAULT);
    assertThat(steps).extracting(step -> step.chief().kind()).contains(Point.Kind.REST);
    assertThat(steps).isSortedAccordingTo((a, b) -> Long.compare(a.behind(), b.behind()));
    Step.Replay broken = steps.get(SteppedSeed.opening(exhibit) - 1);
    assertThat(broken.chief().kind()).isEqualTo(Point.Kind.FOUND);
    assertThat(broken.behind()).isEqualTo(new Run(SEED, _ -> {}).play().getFirst().event());
  }

  @Test
  void oneCanStandBehindAnyEvent() {
    Exhibit exhibit = SteppedSeed.of(SEED, 640);

    assertThat(steps(exhibit).get(SteppedSeed.opening(exhibit) - 1).behind()).isEqualTo(640);
  }

  @Test
  void everyStepIsWhereTheRunIsBehindItsEvent() throws Exception {
    Exhibit exhibit = SteppedSeed.of(SEED, 640);
    Rehearsal rehearsal = Rehearsal.of(exhibit, SEED.era());

    assertThat(rehearsal.ending()).isEqualTo(new Progress.Ending.Held());
    List<Step.Replay> steps = steps(exhibit);
    Map<Integer, ClusterView> seen = new LinkedHashMap<>();
    int broken = SteppedSeed.opening(SteppedSeed.of(SEED, 0));
    for (int at : List.of(1, 40, 140, SteppedSeed.opening(exhibit), broken + 1, steps.size())) {
      long event = at == steps.size() ? Long.MAX_VALUE : steps.get(at - 1).behind();
      seen.put(at, new Replay(SEED).to(event).view());
    }
    seen.forEach(
        (at, view) ->
            assertThat(kept(rehearsal.after(at))).as("step %d", at).isEqualTo(kept(view)));
  }

  /** All but rates and digests, which depend on how often one looks. */
  private static List<Object> kept(ClusterView view) {
    List<Object> kept = new ArrayList<>();
    for (NodeView node : view.nodes()) {
      kept.add(node.replication());
      kept.add(node.databases());
      kept.add(node.scripts());
    }
    return kept;
  }

  @Test
  void whoActsGoesOnByHand() throws Exception {
    Exhibit exhibit = SteppedSeed.of(SEED, 0);
    CompletableFuture<Scene> opened = new CompletableFuture<>();
    CompletableFuture<Void> there = new CompletableFuture<>();
    try (Director director =
        new Director(
            exhibit,
            SEED.era(),
            new SimStage(),
            Manner.ALONE,
            progress -> {
              if (progress instanceof Progress.Opened(Scene scene)) {
                opened.complete(scene);
              } else if (progress instanceof Progress.Ended(int step, Result _) && step == 99) {
                there.complete(null);
              }
            })) {
      director.skip(100, Map.of());
      there.get(30, TimeUnit.SECONDS);
      Scene scene = opened.join();
      try (Cluster cluster = scene.cluster()) {
        ClusterView before = cluster.view();
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        cluster.act(new Action.AddReplica("n1"), done::complete);
        assertThat(done.join()).isInstanceOf(Outcome.Done.class);
        scene.pace().pass(5000);
        assertThat(cluster.view().nodes()).hasSize(before.nodes().size() + 1);
        assertThat(cluster.view().at()).isEqualTo(before.at() + 5000);
      }
    }
  }

  @Test
  void whatIsDoneByHandIsSavedAndPlaysAgain() throws Exception {
    Exhibit exhibit = SteppedSeed.of(SEED, 0);
    int steps = 30;
    Scene scene = new SimStage().open(SteppedSeed.start(exhibit, steps), SEED.era(), _ -> {});
    try (Recorder recorder = new Recorder(scene, SEED.era(), exhibit, steps)) {
      CompletableFuture<Outcome> done = new CompletableFuture<>();
      recorder.act(new Action.Freeze("n3"), done::complete);
      assertThat(done.join()).isInstanceOf(Outcome.Done.class);
      scene.pace().pass(1000);
      Exhibit saved = recorder.exhibit(new Label("by-hand", "By hand", "It goes on by hand."));
      Exhibit read = ExhibitReader.read("by-hand.yaml", ExhibitWriter.write(saved));
      assertThat(read.start()).isEqualTo(SteppedSeed.start(exhibit, steps));
      assertThat(Rehearsal.of(read, SEED.era()).ending()).isEqualTo(new Progress.Ending.Held());
    }
  }
}

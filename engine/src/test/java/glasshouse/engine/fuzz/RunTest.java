package glasshouse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.sim.Simulation;
import glasshouse.engine.view.ClusterView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed is one run. */
class RunTest {

  @Test
  void aSeedGivesTheSameRunTwice() {
    List<Long> hashes = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      Run first = new Run(Seed.of("7.0", 4, number), _ -> {});
      Run second = new Run(Seed.of("7.0", 4, number), _ -> {});
      List<Finding> found = first.play();

      assertThat(second.play()).isEqualTo(found);
      assertThat(second.hash()).isEqualTo(first.hash());
      assertThat(second.events()).isEqualTo(first.events()).isGreaterThan(1000);
      hashes.add(first.hash());
    }
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void aSeedIsOneWord() {
    Seed whole = Seed.of("4.0.6+relay-on-read", 3, 17);
    Seed part = whole.keeping(List.of(9, 3, 4, 5));

    assertThat(whole).hasToString("4.0.6+relay-on-read/3/17");
    assertThat(part).hasToString("4.0.6+relay-on-read/3/17/3-5,9");
    assertThat(Seed.parse(whole.toString())).isEqualTo(whole);
    assertThat(Seed.parse(part.toString())).isEqualTo(part);
  }

  @Test
  void anotherJvmGivesTheSameRuns() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=tr",
                "-Dfile.encoding=ISO-8859-1",
                "-cp",
                System.getProperty("java.class.path"),
                TraceOfSeeds.class.getName(),
                "4")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String here = TraceOfSeeds.of(4);
    String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(other.waitFor()).isZero();
    assertThat(there).isEqualTo(here);
  }

  @Test
  void theNewestEraHasNothingToBeFound() {
    for (int number = 1; number <= 40; number++) {
      for (Finding finding : new Run(Seed.of("7.0", 3 + number % 3, number), _ -> {}).play()) {
        assertThat(Hazard.behind(finding)).as(finding.toString()).isPresent();
      }
    }
  }

  /**
   * A dump on the disk that nobody waited for any more, listeners that were being hung up for a
   * whole copy, a dump that came in one piece behind a FLUSHDB, one that was begun and sent in the
   * very step in which its master had ended, and a ring in which the master itself follows its
   * replicas.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7.0/4/29830/45-47,69,85,95,110",
        "7.0/4/9214/49,62,66",
        "7.0/4/10606/146,148,151,222",
        "7.0/3/16716/68,77,80,82,84",
        "7.0/5/358919/24,26,37,61-62"
      })
  void whatWasFoundOnceIsFoundNoMore(String seed) {
    assertThat(new Run(Seed.parse(seed), _ -> {}).play()).isEmpty();
  }

  /** In 6.0.3 a node forgets PINGs in the very event in which it hangs up those who have them. */
  @Test
  void aNodeThatGoesBackWithoutAWholeCopyIsFoundAlsoWhileItHangsUp() {
    assertThat(new Run(Seed.parse("6.0.3/4/7"), _ -> {}).play())
        .extracting(Finding::sentence)
        .contains("Offsets never go back on a node with listeners");
  }

  /**
   * In 4.0.1 a restarted replica that has gone on begins a history of its own when somebody asks it
   * for its stream (issue 4268): those below it are never where their master is. All comes to rest
   * soon, however much differs then.
   */
  @ParameterizedTest
  @ValueSource(strings = {"4.0.1/5/845", "4.0.1/5/845/18,31"})
  void aReplicaThatStaysInAHistoryOfItsOwnIsFound(String seed) {
    Run run = new Run(Seed.parse(seed), _ -> {});

    assertThat(run.play())
        .extracting(Finding::sentence)
        .contains("Every replica catches up when all is healed")
        .doesNotContain("Every run comes to its end");
    assertThat(run.events()).isLessThan(10_000);
    assertThat(new Run(Seed.parse(seed).among("4.0.1+backlog-on-continue"), _ -> {}).play())
        .extracting(Finding::sentence)
        .doesNotContain("Every replica catches up when all is healed");
  }

  /** A file without data, from before that was in the stream; and one that names its database. */
  @ParameterizedTest
  @ValueSource(strings = {"7.0/3/21795/9,16,18,24", "7.0/3/8781/55,70,87-88,102"})
  void whatAFlushSavesTooEarlyIsKnown(String seed) {
    List<Finding> found = new Run(Seed.parse(seed), _ -> {}).play();

    assertThat(found).isNotEmpty();
    assertThat(found)
        .extracting(Hazard::behind)
        .containsOnly(Optional.of(Hazard.FLUSHED_BEFORE_IT_IS_SENT));
  }

  @Test
  void aFindingIsShrunkToWhatItNeeds() {
    Finding whole = first("6.0.3", "Offsets never go back on a node with listeners");
    Finding shrunk = Shrinker.shrink(whole, 200);

    assertThat(shrunk.sentence()).isEqualTo(whole.sentence());
    assertThat(shrunk.acts()).hasSizeLessThan(10).hasSizeLessThan(whole.acts().size());
    assertThat(new Run(shrunk.seed(), _ -> {}).until(shrunk.sentence()).play()).contains(shrunk);
  }

  @Test
  void aReplayGoesForwardAndBackAndCanBeForked() throws Exception {
    Replay replay = new Replay(Seed.of("7.0", 4, 3)).to(900);
    List<String> there = replay.picture();
    ClusterView view = replay.view();

    assertThat(replay.event()).isEqualTo(900);
    assertThat(replay.to(1200).picture()).isNotEqualTo(there);
    assertThat(replay.to(900).picture()).isEqualTo(there);
    assertThat(replay.view()).isEqualTo(view);
    assertThat(replay.log()).isNotEmpty();
    Simulation fork = replay.fork();
    SimNode added = fork.add("n5", "glasshouse-era 7.0\n");
    added.start();
    assertThat(added.ask(Args.of("SET", "by", "hand"), 1000).lines()).containsExactly("OK");
  }

  private static Finding first(String era, String sentence) {
    for (int number = 1; number < 200; number++) {
      for (Finding finding : new Run(Seed.of(era, 4, number), _ -> {}).play()) {
        if (finding.sentence().equals(sentence)) {
          return finding;
        }
      }
    }
    throw new AssertionError("not found: " + sentence);
  }
}

package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Replay;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exhibits that begin where a seed of the fuzzer leads. */
class SeedExhibitTest {
  /** The eras stand on line 8, the seed on line 9. */
  private static final String GOOD =
      """
      id: demo
      title: A title
      about: One sentence.
      group: scripts
      teaches: One more.
      story: A story.
      why: A reason.
      eras: {4.0.3: one thing, 7.0: another}
      seed: 4.0.3/3/53/80,85,88
      until: {4.0.3: 400, otherwise: 300}
      steps:
        - expect: {link of n2: up}
      """;

  private static Exhibit read(String text) throws ExhibitFault {
    return ExhibitReader.read("demo.yaml", text);
  }

  private static Rehearsal play(Exhibit exhibit, String era) throws InterruptedException {
    return Rehearsal.of(exhibit, era);
  }

  @Test
  void aSeedIsReadAndWrittenAndBringsItsNodes() throws ExhibitFault {
    Exhibit exhibit = read(GOOD);
    SeedStart start = exhibit.start();
    assertThat(start).isNotNull();
    assertThat(start.seed()).isEqualTo(new Seed("4.0.3", 3, 53, List.of(80, 85, 88)));
    assertThat(start.in("7.0")).isEqualTo(new Seed("7.0", 3, 53, List.of(80, 85, 88)));
    assertThat(start.event("4.0.3")).isEqualTo(400);
    assertThat(start.event("7.0")).isEqualTo(300);
    assertThat(exhibit.cast()).extracting(Role::node).containsExactly("n1", "n2", "n3");
    assertThat(exhibit.cast().getFirst().master()).isEmpty();
    assertThat(read(ExhibitWriter.write(exhibit)).start()).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "seed: 4.0.3/3/53/80,85,88 | seed: 53 | 9: '53' is not a seed; expected ERA/NODES/NUMBER",
        "seed: 4.0.3/3/ | seed: 4.0.3/12/ | 9: a cluster has 2 to 9 nodes, not 12",
        "seed: 4.0.3 | seed: 4.0.2 | 9: the seed was found in era '4.0.2', which is none of this",
        "until: {4.0.3: 400 | until: {4.0.3: soon | 10: 'until' is 'soon'; expected the number of",
        "until: {4.0.3: 400, otherwise: 300} | until: {7.0: 1} | 'until' says nothing for 4.0.3",
        "until: | cast: [{node: m}]\\nuntil: | 10: a seed brings its own nodes; leave out 'cast'",
        "link of n2 | link of n4 | no node 'n4' in the cast; there are n1, n2, n3",
        "seed: 4.0.3/3/53/80,85,88 | cast: [{node: n2}] | 10: unknown 'until' in the exhibit",
      })
  void whatNoSeedCanSayIsRefusedWithItsPlace(String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, bad.replace("\\n", "\n"))))
        .isInstanceOf(ExhibitFault.class)
        .hasMessageStartingWith("demo.yaml:")
        .hasMessageContaining(message);
  }

  @Test
  void thePlayBeginsAtTheEvent() throws Exception {
    Exhibit exhibit = read(GOOD.replace("link of n2: up", "run of n2: running"));
    Rehearsal played = play(exhibit, "4.0.3");
    assertThat(played.ending()).isEqualTo(new Ending.Held());
    assertThat(played.opening())
        .isEqualTo(new Replay(Seed.parse("4.0.3/3/53/80,85,88")).to(400).view());
    assertThat(play(exhibit, "4.0.3")).isEqualTo(played);
  }

  @Test
  void aSeedThatEndsBeforeItsEventIsNotPlayed() throws Exception {
    Ending ending = play(read(GOOD.replace("400", "4000000")), "4.0.3").ending();
    assertThat(ending).isInstanceOf(Ending.Broken.class);
    assertThat(((Ending.Broken) ending).reason())
        .matches("4\\.0\\.3/3/53/80,85,88 ends with event \\d+, before 4000000");
  }

  @Test
  void anEventOfASeedIsReachedInTheSimulatorAlone(@TempDir Path directory) throws ExhibitFault {
    SeedStart start = read(GOOD).start();
    assertThat(start).isNotNull();
    assertThatThrownBy(() -> new LiveStage(directory).open(start, "7.0", _ -> {}))
        .hasMessageStartingWith("it begins at an event of its seed")
        .hasMessage(read(GOOD).onlySimulated());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "4.0.3/3/53/80,85,88 | ~~",
        "4.0.3/3/47 | its seed has 'let n2 follow n2', which is done only in the simulator",
        "4.0.3/4/13/2,19,23 | ~~",
        "7.0/3/8/142-143 | its seed has 'freeze n2 for 298 ms' while that node suffers from"
            + " something else, which is done only in the simulator",
      })
  void whetherASeedCanBeDoneOnRealPortsIsKnownBefore(String seed, String obstacle)
      throws ExhibitFault {
    String text = GOOD.replaceFirst("until: .*\n", "").replace("4.0.3/3/53/80,85,88", seed);
    assertThat(read(text).onlySimulated()).isEqualTo(obstacle);
    assertThat(SteppedSeed.of(Seed.parse(seed), 0).onlySimulated()).contains("are counted only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.3/3/53/80,85,88", "4.0.4/4/1/132-133", "6.0.3/4/7/97"})
  void whatTheFuzzerFoundBecomesAnExhibitThatHolds(String seed) throws Exception {
    Finding finding = new Run(Seed.parse(seed), _ -> {}).play().getFirst();
    Exhibit made = FoundExhibit.of(finding);
    Exhibit read = ExhibitReader.read(made.id() + ".yaml", ExhibitWriter.write(made));
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("steps.*line")
        .isEqualTo(made);
    assertThat(play(read, finding.seed().era()).ending()).isEqualTo(new Ending.Held());
  }

  @Test
  void whatIsDoneByHandFromThereIsAnExhibitTooAndReplays() throws Exception {
    SeedStart start = read(GOOD).start();
    assertThat(start).isNotNull();
    Scene scene = new SimStage().open(start, "4.0.3", _ -> {});
    Recorder recorder = new Recorder(scene, "4.0.3", start);
    recorder.console("n1").send("SET by hand", _ -> {});
    scene.pace().pass(3000);
    Exhibit made = recorder.exhibit(new Label("by-hand", "By hand", "What I saw."));
    recorder.close();
    Exhibit again = ExhibitReader.read("by-hand.yaml", ExhibitWriter.write(made));
    assertThat(again.start()).isEqualTo(start.only("4.0.3"));
    assertThat(play(again, "4.0.3").ending()).isEqualTo(new Ending.Held());
  }
}

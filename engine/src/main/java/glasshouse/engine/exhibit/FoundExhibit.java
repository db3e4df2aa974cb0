package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes an exhibit of what the fuzzer has found: it begins where the finding was made. */
public final class FoundExhibit {
  private FoundExhibit() {}

  /**
   * The exhibit that goes to the event of the finding and expects what is to be seen there. Plays
   * the seed, so it takes a moment.
   *
   * @throws IOException when the seed does not lead there any more
   */
  public static Exhibit of(Finding finding) throws IOException, InterruptedException {
    Seed seed = finding.seed();
    String era = seed.era();
    SeedStart start = new SeedStart(seed, ByEra.always(Long.toString(finding.event())));
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Say(0, ByEra.always(finding.sentence() + ": no more. " + finding.detail())));
    Scene scene = new SimStage().open(start, era, _ -> {});
    try (LastLook look = new LastLook(scene, start.cast())) {
      steps.add(new Step.Expect(0, look.claims()));
    } finally {
      scene.cluster().close();
    }
    List<String> story = new ArrayList<>();
    story.add("The fuzzer did this, milliseconds after the start:");
    finding.acts().forEach(act -> story.add(Fields.flat(act)));
    return new Exhibit(
        id(finding),
        finding.sentence(),
        Group.OWN,
        "The fuzzer found that this does not hold.",
        "What broke it is not known yet.",
        story,
        List.of(
            finding.detail(),
            "It was found at event %d, %d ms after the start of seed `%s`."
                .formatted(finding.event(), finding.at(), seed)),
        List.of(),
        start.cast(),
        start,
        "",
        Map.of(era, "It is broken, as it was found."),
        List.of(),
        List.copyOf(steps));
  }

  private static String id(Finding finding) {
    String words = finding.sentence() + " " + finding.seed().era() + " " + finding.seed().number();
    return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}

package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Point;
import glasshouse.engine.fuzz.Score;
import glasshouse.engine.fuzz.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run of the fuzzer as an exhibit: what is done in it, one after the other, and what broke. */
public final class SteppedSeed {
  private SteppedSeed() {}

  /**
   * The exhibit of a seed; takes a moment, for the run is played once.
   *
   * @param event behind which one wants to stand besides, 0 for none
   */
  public static Exhibit of(Seed seed, long event) {
    Score score = Score.of(seed, event);
    SeedStart start = new SeedStart(seed, null);
    String outcome = outcome(score.findings());
    return new Exhibit(
        "seed-" + seed.toString().replaceAll("[^a-z0-9]+", "-"),
        "Seed " + (seed.kept().isEmpty() ? seed : Seed.of(seed.era(), seed.nodes(), seed.number())),
        Group.OWN,
        outcome,
        outcome,
        story(score),
        List.of(),
        List.of(),
        start.cast(),
        start,
        "",
        Map.of(seed.era(), outcome),
        List.of(),
        steps(score, event));
  }

  /** How many steps lead to what one wants to see: the event asked for, what broke, or the end. */
  public static int opening(Exhibit exhibit) {
    for (Point.Kind wanted : List.of(Point.Kind.EVENT, Point.Kind.FOUND)) {
      for (int i = 0; i < exhibit.steps().size(); i++) {
        if (exhibit.steps().get(i) instanceof Step.Replay step && step.chief().kind() == wanted) {
          return i + 1;
        }
      }
    }
    return exhibit.steps().size();
  }

  /** Where one goes on from behind so many of its steps. */
  static SeedStart start(Exhibit exhibit, int steps) {
    Step.Replay last = (Step.Replay) exhibit.steps().get(Math.max(0, steps - 1));
    long event = steps == 0 ? last.done().getFirst().event() : last.behind();
    return new SeedStart(last.seed(), ByEra.always(Long.toString(event)));
  }

  private static String outcome(List<Finding> findings) {
    return findings.isEmpty()
        ? "Everything held that must hold."
        : "Broken: "
            + findings.stream().map(Finding::sentence).collect(Collectors.joining("; "))
            + ".";
  }

  private static List<String> story(Score score) {
    List<String> story = new ArrayList<>();
    for (Finding finding : score.findings()) {
      story.add(
          "Must hold: "
              + finding.sentence()
              + ". Behind event "
              + finding.event()
              + " it does not: "
              + finding.detail()
              + ".");
    }
    if (score.findings().isEmpty()) {
      story.add("Everything held that must hold.");
    }
    story.add(
        score.seed().nodes()
            + " nodes of "
            + score.seed().era()
            + ", "
            + count(score, Point.Kind.COMMANDS)
            + " times commands, "
            + count(score, Point.Kind.FAULT)
            + " faults, "
            + score.events()
            + " events. The same on every machine: `./glasshouse replay "
            + score.seed()
            + "`");
    return List.copyOf(story);
  }

  private static long count(Score score, Point.Kind kind) {
    return score.points().stream().filter(point -> point.kind() == kind).count();
  }

  /**
   * Each step leads to the next point, but one that is only seen to itself. What was done without
   * an event following before the next thing makes one step with it: so behind each step lies an
   * event that comes after all that was done, and names the place.
   */
  private static List<Step> steps(Score score, long event) {
    List<Point> points = score.points();
    List<Step> steps = new ArrayList<>();
    List<Point> done = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      done.add(point);
      boolean last = i == points.size() - 1;
      long behind =
          point.seen() ? point.event() : last ? score.events() : points.get(i + 1).event();
      if (point.seen() || behind > point.event() || last) {
        int reached = i + (point.seen() ? 1 : 2);
        steps.add(new Step.Replay(0, score.seed(), event, reached, behind, List.copyOf(done)));
        done.clear();
      }
    }
    return List.copyOf(steps);
  }
}

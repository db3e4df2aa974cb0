package glasshouse.engine.fuzz;

import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.fuzz.plan.Plan;
import glasshouse.engine.fuzz.plan.Planner;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What breaks a promise in every release, the real server's too. A finding is such a hazard's when
 * it is there no more once the run is played again without the cause: without the acts that bring
 * it, or by nodes with a remedy for it and nothing else. Confirmed on redis-server 7.0.15 by {@code
 * HazardsTest}.
 */
public enum Hazard {
  /** Issue 3836. */
  REPLICAOF_INSIDE_MULTI(
      "while a transaction has made the node a replica, its writes go to nobody, and it is a master"
          + " again before anybody can tell (redis issue 3836, open)",
      command -> command.is(0, "REPLICAOF")),

  /** Issue 3654. */
  WRITABLE_REPLICA(
      "what a client writes on a replica that takes writes exists there alone (replica-read-only"
          + " no, documented)",
      command -> command.count() > 3 && command.is(2, "REPLICA-READ-ONLY")),

  /** Exhibit {@code emptied-before-it-was-said}. */
  FLUSHED_BEFORE_IT_IS_SENT(
      "with save points FLUSHALL leaves an empty file that names the offset, and the database, from"
          + " before it was in the stream; whoever starts from it after a kill is empty where"
          + " others are not",
      Behaviour.FLUSH_SAVES_BEHIND_STREAM);

  private final String reason;
  private final Function<Seed, @Nullable Seed> without;

  Hazard(String reason, Predicate<Args> marks) {
    this.reason = reason;
    without = seed -> leavingOut(seed, marks);
  }

  Hazard(String reason, Behaviour remedy) {
    this.reason = reason;
    without = seed -> seed.among(seed.era() + '+' + remedy.word());
  }

  /** Its name in words. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Why the real server does it too. */
  public String reason() {
    return reason;
  }

  /** The run without the acts in which there is such a command; null when there is none. */
  private static @Nullable Seed leavingOut(Seed seed, Predicate<Args> marks) {
    Plan plan = Planner.plan(seed.era(), seed.nodes(), seed.number());
    List<Integer> acts =
        seed.kept().isEmpty()
            ? IntStream.range(0, plan.acts().size()).boxed().toList()
            : seed.kept();
    List<Integer> rest = acts.stream().filter(act -> !marked(plan.acts().get(act), marks)).toList();
    if (rest.size() == acts.size()) {
      return null;
    }
    // A seed that keeps none keeps all: where nothing is left, it keeps one that there is not.
    return seed.keeping(rest.isEmpty() ? List.of(plan.acts().size()) : rest);
  }

  private static boolean marked(Act act, Predicate<Args> marks) {
    return act instanceof Act.Say say && say.commands().stream().anyMatch(marks);
  }

  /** The hazard without which {@code finding} would not be; it is played again to know. */
  public static Optional<Hazard> behind(Finding finding) {
    for (Hazard hazard : values()) {
      Seed without = hazard.without.apply(finding.seed());
      if (without != null && Shrinker.find(without, finding.sentence()) == null) {
        return Optional.of(hazard);
      }
    }
    return Optional.empty();
  }
}

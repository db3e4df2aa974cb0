package glasshouse.engine.fuzz;

import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.fuzz.plan.Plan;
import glasshouse.engine.fuzz.plan.Planner;
import glasshouse.engine.resp.Args;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What breaks a promise in every release, the real server's too: a finding that vanishes when the
 * acts of such a kind are left out is none of the node's. Confirmed on redis-server 7.0.15 by
 * {@code HazardsTest}.
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
      command -> command.count() > 3 && command.is(2, "REPLICA-READ-ONLY"));

  private final String reason;
  private final Predicate<Args> marks;

  Hazard(String reason, Predicate<Args> marks) {
    this.reason = reason;
    this.marks = marks;
  }

  /** Its name in words. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Why the real server does it too. */
  public String reason() {
    return reason;
  }

  private boolean marks(Act act) {
    return act instanceof Act.Say say && say.commands().stream().anyMatch(marks);
  }

  /** The hazard without which {@code finding} would not be; it is played again to know. */
  public static Optional<Hazard> behind(Finding finding) {
    Seed seed = finding.seed();
    Plan plan = Planner.plan(seed.era(), seed.nodes(), seed.number());
    List<Integer> acts =
        seed.kept().isEmpty()
            ? IntStream.range(0, plan.acts().size()).boxed().toList()
            : seed.kept();
    for (Hazard hazard : values()) {
      Predicate<Integer> marked = act -> hazard.marks(plan.acts().get(act));
      List<Integer> rest = acts.stream().filter(marked.negate()).toList();
      if (rest.size() < acts.size()
          && Shrinker.find(seed.keeping(rest), finding.sentence()) == null) {
        return Optional.of(hazard);
      }
    }
    return Optional.empty();
  }
}

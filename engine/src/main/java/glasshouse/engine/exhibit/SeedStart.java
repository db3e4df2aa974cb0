package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.fuzz.plan.Plan;
import glasshouse.engine.fuzz.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the cluster of an exhibit comes from that does not begin in peace: a seed of the fuzzer is
 * played again, and the steps go on from there.
 *
 * @param seed as it was found; played in another era, the same is done to nodes of that era
 * @param until number of the event behind which it stops, from 1, by era; null to play all of it:
 *     then everything is healed and has had its time to come to rest
 */
public record SeedStart(Seed seed, @Nullable ByEra until) {
  /** What is to be played in an era. */
  public Seed in(String era) {
    return seed.among(era);
  }

  /** The event behind which to stop in an era, {@code Long.MAX_VALUE} for the end. */
  public long event(String era) {
    return until == null ? Long.MAX_VALUE : Long.parseLong(until.in(era));
  }

  /** The same for one era alone. */
  SeedStart only(String era) {
    return new SeedStart(in(era), until == null ? null : ByEra.always(until.in(era)));
  }

  /** The nodes that the seed begins with. */
  List<Role> cast() {
    Plan plan = Planner.plan(seed.era(), seed.nodes(), seed.number());
    List<Role> cast = new ArrayList<>();
    for (int i = 0; i < seed.nodes(); i++) {
      int above = plan.above().get(i);
      cast.add(new Role(Act.name(i), above < 0 ? "" : Act.name(above), ""));
    }
    return List.copyOf(cast);
  }
}

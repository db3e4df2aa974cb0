package glasshouse.engine.fuzz.check;

import glasshouse.engine.node.Node;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.view.ScriptView;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A master that sends EVALSHA alone is right about it (redis issue 4483). */
public final class EveryReplicaHasTheScriptsThatItsMasterTakesForKnown implements Validation {
  @Override
  public @Nullable String broken(World world, Watched replica, Watched source) {
    return world.above(replica) == source ? missing(world, replica, source) : null;
  }

  /** A script that the source takes for known and the replica has not, in words; or null. */
  static @Nullable String missing(World world, Watched replica, Watched source) {
    Node there = source.node();
    Node here = replica.node();
    if (there == null || here == null || !world.profile().is(Behaviour.SCRIPTS_VERBATIM)) {
      return null;
    }
    Set<String> has = new TreeSet<>();
    here.scripts().forEach(script -> has.add(script.sha()));
    for (ScriptView script : there.scripts()) {
      if (script.knownToReplicas() && !has.contains(script.sha())) {
        return source.name()
            + " takes script "
            + script.sha()
            + " for known to "
            + replica.name()
            + ", which has it not: "
            + script.source();
      }
    }
    return null;
  }
}

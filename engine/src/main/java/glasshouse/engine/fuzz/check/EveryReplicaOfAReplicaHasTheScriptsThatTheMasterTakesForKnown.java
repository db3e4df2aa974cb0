package glasshouse.engine.fuzz.check;

import org.jspecify.annotations.Nullable;

/**
 * A master that sends EVALSHA alone is right about nodes, too, of which it does not even hear: they
 * got their data from one of its replicas (redis issue 4483).
 */
public final class EveryReplicaOfAReplicaHasTheScriptsThatTheMasterTakesForKnown
    implements Validation {
  @Override
  public @Nullable String broken(World world, Watched replica, Watched source) {
    return world.above(replica) == source
        ? null
        : EveryReplicaHasTheScriptsThatItsMasterTakesForKnown.missing(world, replica, source);
  }
}

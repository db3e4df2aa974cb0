package glasshouse.engine;

import java.util.List;

/**
 * What a user can do to a cluster. Button, key, exhibit and command line all say the same words.
 */
public sealed interface Action {
  /** Adds a node that replicates from {@code master}. */
  record AddReplica(String master) implements Action {}

  /** Lets a node replicate from another master (REPLICAOF). */
  record Reattach(String node, String master) implements Action {}

  /** Makes a replica a master (REPLICAOF NO ONE). */
  record Promote(String node) implements Action {}

  /** Ends a node in an orderly way, saving its data set (SHUTDOWN SAVE). */
  record Stop(String node) implements Action {}

  /** Ends a node at once, losing what was not saved. */
  record Kill(String node) implements Action {}

  /** Starts a stopped or dead node on its directory, with the configuration it had. */
  record Start(String node) implements Action {}

  /** Starts a stopped or dead node on its directory as a master, whomever it followed before. */
  record StartAsMaster(String node) implements Action {}

  /** {@link Stop} and {@link Start}. */
  record Restart(String node) implements Action {}

  /** {@link Kill} and {@link Start}. */
  record KillAndStart(String node) implements Action {}

  /** Lets a node stand still with its sockets open. */
  record Freeze(String node) implements Action {}

  /** Lets a frozen node go on. */
  record Thaw(String node) implements Action {}

  /** Cuts the link between a replica and its master and holds it cut. */
  record Cut(String replica) implements Action {}

  /** Ends a {@link Cut}. */
  record Heal(String replica) implements Action {}

  /**
   * Lets only so many bytes more through the link from a replica's master; the rest waits on the
   * way.
   */
  record Stall(String replica, long bytes) implements Action {}

  /** Ends a {@link Stall}: what waited arrives. */
  record Release(String replica) implements Action {}

  /**
   * Sets the clock of a node's machine ahead, in one jump.
   *
   * @param millis milliseconds, more than 0
   */
  record AdvanceClock(String node, long millis) implements Action {}

  /** Hands the master's role over to a replica when it has everything (FAILOVER TO). */
  record FailOver(String replica) implements Action {}

  /** Promotes a replica whatever it lacks and points the other nodes at it. */
  record ForceFailOver(String replica) implements Action {}

  /** The words of the event log and of exhibits, for example {@code cut n2}. */
  default String words() {
    return switch (this) {
      case AddReplica(String master) -> "add-replica " + master;
      case Reattach(String node, String master) -> "reattach " + node + " " + master;
      case Promote(String node) -> "promote " + node;
      case Stop(String node) -> "stop " + node;
      case Kill(String node) -> "kill " + node;
      case Start(String node) -> "start " + node;
      case StartAsMaster(String node) -> "start-as-master " + node;
      case Restart(String node) -> "restart " + node;
      case KillAndStart(String node) -> "kill-and-start " + node;
      case Freeze(String node) -> "freeze " + node;
      case Thaw(String node) -> "thaw " + node;
      case Cut(String replica) -> "cut " + replica;
      case Heal(String replica) -> "heal " + replica;
      case Stall(String replica, long bytes) -> "stall " + replica + " " + bytes;
      case Release(String replica) -> "release " + replica;
      case AdvanceClock(String node, long millis) ->
          "advance-clock "
              + (node + " ")
              + (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms");
      case FailOver(String replica) -> "fail-over " + replica;
      case ForceFailOver(String replica) -> "force-fail-over " + replica;
    };
  }

  /** The nodes it names. */
  default List<String> nodes() {
    return this instanceof Reattach(String node, String master)
        ? List.of(node, master)
        : List.of(words().split(" ")[1]);
  }
}

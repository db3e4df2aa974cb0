package glasshouse.engine.fuzz.plan;

import glasshouse.engine.resp.Args;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is done to a cluster in a run. Times are milliseconds of the simulation, counted
 * from the start of the run; nodes are counted from 0. What lasts ends by itself.
 */
public sealed interface Act {
  /** When. */
  long at();

  /** A client sends commands in one write; {@code node} -1 is whom clients take for the master. */
  record Say(long at, int client, int node, List<Args> commands) implements Act {
    /** Copies the list. */
    public Say {
      commands = List.copyOf(commands);
    }
  }

  /** A client of its own writes a key, then waits for replicas to acknowledge it. */
  record WriteAndWait(long at, int id, int db, int replicas, long timeout) implements Act {
    /** The key that is written. */
    public String key() {
      return "acknowledged:" + id;
    }
  }

  /** Something that goes wrong, or that an operator does. */
  sealed interface Fault extends Act {
    /** The node it happens to, -1 for all. */
    int node();
  }

  /** The link to the master is cut, with what is on the way, and cannot be made again. */
  record Cut(long at, int node, long millis) implements Fault {}

  /** New links to other nodes are refused. */
  record Refuse(long at, int node, long millis) implements Fault {}

  /** What other nodes send comes {@code delay} milliseconds late. */
  record Delay(long at, int node, long delay, long millis) implements Fault {}

  /** Only {@code bytes} more come from the master, the rest waits on the way. */
  record Stall(long at, int node, long bytes, long millis) implements Fault {}

  /** Bytes arrive in pieces of {@code size}. */
  record Fragment(long at, int size, long millis) implements Fault {
    @Override
    public int node() {
      return -1;
    }
  }

  /** The node ends at once and starts {@code millis} later. */
  record Kill(long at, int node, long millis) implements Fault {}

  /** So does its machine: what was not synced is gone. */
  record PowerCut(long at, int node, long millis) implements Fault {}

  /** The node saves and ends, and starts {@code millis} later under the master it had. */
  record Restart(long at, int node, long millis) implements Fault {}

  /** The node saves and ends, and starts {@code millis} later as a master. */
  record RestartAlone(long at, int node, long millis) implements Fault {}

  /** The node stands still, its sockets open. */
  record Freeze(long at, int node, long millis) implements Fault {}

  /** The clock of the node is {@code millis} ahead (or behind) from now on. */
  record Skew(long at, int node, long millis) implements Fault {}

  /** Its disk takes {@code delay} milliseconds for everything. */
  record SlowDisk(long at, int node, long delay, long millis) implements Fault {}

  /**
   * A replica is promoted, whatever it lacks, and clients go there; {@code rewire}: the replicas of
   * the old master follow it at once.
   */
  record Promote(long at, int node, boolean rewire) implements Fault {}

  /** The master hands over to a replica, by FAILOVER. */
  record FailOver(long at, int node) implements Fault {}

  /** A replica follows another node, be it a replica too. */
  record Follow(long at, int node, int target) implements Fault {}

  /** Its name as reports show it, for example {@code n1}. */
  static String name(int node) {
    return node < 0 ? "all" : "n" + (node + 1);
  }

  /** One line for reports. */
  default String words() {
    return switch (this) {
      case Say(long _, int client, int node, List<Args> commands) ->
          "client "
              + client
              + " to "
              + (node < 0 ? "the master" : name(node))
              + ": "
              + commands.stream().map(Args::toString).collect(Collectors.joining("; "));
      case WriteAndWait wait ->
          "a client to the master: SELECT %d; SET %s %d; WAIT %d %d"
              .formatted(wait.db, wait.key(), wait.id, wait.replicas, wait.timeout);
      case Cut(long _, int node, long millis) -> "cut " + name(node) + " for " + millis + " ms";
      case Refuse(long _, int node, long millis) ->
          "refuse new links of " + name(node) + " for " + millis + " ms";
      case Delay(long _, int node, long delay, long millis) ->
          "delay what comes to " + name(node) + " by " + delay + " ms for " + millis + " ms";
      case Stall(long _, int node, long bytes, long millis) ->
          "stall " + name(node) + " after " + bytes + " bytes for " + millis + " ms";
      case Fragment(long _, int size, long millis) ->
          "pieces of " + size + " bytes for " + millis + " ms";
      case Kill(long _, int node, long millis) ->
          "kill " + name(node) + ", start it after " + millis + " ms";
      case PowerCut(long _, int node, long millis) ->
          "power cut at " + name(node) + ", start it after " + millis + " ms";
      case Restart(long _, int node, long millis) ->
          "save and stop " + name(node) + ", start it after " + millis + " ms";
      case RestartAlone(long _, int node, long millis) ->
          "save and stop " + name(node) + ", start it as a master after " + millis + " ms";
      case Freeze(long _, int node, long millis) ->
          "freeze " + name(node) + " for " + millis + " ms";
      case Skew(long _, int node, long millis) ->
          "the clock of " + name(node) + " is " + millis + " ms ahead";
      case SlowDisk(long _, int node, long delay, long millis) ->
          "the disk of " + name(node) + " takes " + delay + " ms for " + millis + " ms";
      case Promote(long _, int node, boolean rewire) ->
          "promote " + name(node) + (rewire ? " and let all follow it" : "");
      case FailOver(long _, int node) -> "fail over to " + name(node);
      case Follow(long _, int node, int target) -> "let " + name(node) + " follow " + name(target);
    };
  }
}

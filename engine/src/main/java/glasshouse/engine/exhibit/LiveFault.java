package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import glasshouse.engine.fuzz.plan.Act;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a seed, as buttons of the window that do the same to live nodes.
 *
 * @param node it happens to, counted from 0
 * @param from when, in milliseconds from the start of the run
 * @param to when it ends, in the same
 * @param begin the button that brings it
 * @param end the button that ends it
 */
record LiveFault(int node, long from, long to, Action begin, Action end) {
  /** The same on live nodes, null when only a simulator can do it. */
  static @Nullable LiveFault of(Act.Fault fault) {
    String name = Act.name(fault.node());
    return switch (fault) {
      case Act.Cut(long at, int node, long millis) ->
          new LiveFault(node, at, at + millis, new Action.Cut(name), new Action.Heal(name));
      case Act.Stall(long at, int node, long bytes, long millis) ->
          new LiveFault(
              node, at, at + millis, new Action.Stall(name, bytes), new Action.Release(name));
      case Act.Kill(long at, int node, long millis) ->
          new LiveFault(node, at, at + millis, new Action.Kill(name), new Action.Start(name));
      case Act.Restart(long at, int node, long millis) ->
          new LiveFault(node, at, at + millis, new Action.Stop(name), new Action.Start(name));
      case Act.Freeze(long at, int node, long millis) ->
          new LiveFault(node, at, at + millis, new Action.Freeze(name), new Action.Thaw(name));
      case Act.Refuse _,
          Act.Delay _,
          Act.Fragment _,
          Act.PowerCut _,
          Act.RestartAlone _,
          Act.Skew _,
          Act.SlowDisk _,
          Act.Promote _,
          Act.FailOver _,
          Act.Follow _ ->
          null;
    };
  }

  /** Whether both happen to one node at one time, so that one would be in the other's way. */
  boolean meets(LiveFault other) {
    return node == other.node && from <= other.to && other.from <= to;
  }
}

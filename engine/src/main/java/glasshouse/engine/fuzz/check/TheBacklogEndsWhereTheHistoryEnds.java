package glasshouse.engine.fuzz.check;

import glasshouse.engine.node.Node;
import glasshouse.engine.view.BacklogView;
import org.jspecify.annotations.Nullable;

/** The window of the stream ends with the last byte of the history. */
public final class TheBacklogEndsWhereTheHistoryEnds implements Invariant {
  @Override
  public @Nullable String broken(World world, Watched node) {
    Node running = node.node();
    if (running == null) {
      return null;
    }
    BacklogView backlog = running.backlog();
    long offset = running.replication().offset();
    long last = backlog.first() + backlog.length() - 1;
    return !backlog.active() || last == offset
        ? null
        : node.name() + " ends its backlog with byte " + last + " and its history with " + offset;
  }
}

package glasshouse.engine.node;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import org.jspecify.annotations.Nullable;

/** CLIENT PAUSE: requests wait until a time, all of them or those that may write. */
final class Pauses {
  private final Core core;
  private long until;
  private boolean all;

  Pauses(Core core) {
    this.core = core;
  }

  /** Makes the pause at least this long and this wide. */
  void pause(long end, boolean writesOnly) {
    boolean goesOn = active();
    all = !writesOnly || (goesOn && all);
    until = goesOn ? Math.max(until, end) : end;
  }

  /** Ends the pause; those who waited go on. */
  void end() {
    until = 0;
    core.byClient.forEach(
        connection -> {
          if (connection.postponed != null) {
            core.resumed.add(connection);
          }
        });
  }

  /** True while requests may have to wait. */
  boolean active() {
    return core.now < until;
  }

  /** True when the request must wait. */
  boolean holds(Connection connection, @Nullable CommandSpec spec) {
    return active() && connection.session == null && (all || mayWrite(connection, spec));
  }

  private static boolean mayWrite(Connection connection, @Nullable CommandSpec spec) {
    if (spec == null || connection.client.transaction().open() && !spec.name().equals("exec")) {
      return false;
    }
    if (spec.name().equals("exec")) {
      return connection.client.transaction().queued().stream()
          .anyMatch(queued -> changes(queued.spec()));
    }
    return changes(spec);
  }

  private static boolean changes(CommandSpec spec) {
    return spec.is(CommandFlag.WRITE) || spec.is(CommandFlag.MAY_REPLICATE);
  }

  /** Ends the pause when its time has come. */
  void tick() {
    if (until > 0 && core.now >= until) {
      end();
    }
  }

  /** Unix milliseconds of the pause's end, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return until > 0 ? until : Long.MAX_VALUE;
  }
}

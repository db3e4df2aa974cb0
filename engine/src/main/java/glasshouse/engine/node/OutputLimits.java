package glasshouse.engine.node;

import glasshouse.engine.base.Limits;
import glasshouse.engine.config.BufferLimitsParameter.Group;
import glasshouse.engine.config.BufferLimitsParameter.Limit;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Bounds what one client may make the node keep for it, and for how long it may be silent. */
final class OutputLimits {
  private final Core core;
  private final Consumer<Connection> free;

  OutputLimits(Core core, Consumer<Connection> free) {
    this.core = core;
    this.free = free;
  }

  /**
   * Closes a client that does not read what it is sent (client-output-buffer-limit), and one that
   * is sent more at a time than a buffer holds.
   */
  void checkOutput(Connection connection) {
    if (connection.session != null || connection.dropped) {
      return;
    }
    Group group = connection.client.subscriptions().active() ? Group.PUBSUB : Group.NORMAL;
    Limit limit = core.config.network.outputBufferLimits.of(group);
    long waiting = connection.unsent + connection.out.length();
    boolean soft = limit.soft() > 0 && waiting > limit.soft();
    if (!soft) {
      connection.overSoftLimitSince = 0;
    } else if (connection.overSoftLimitSince == 0) {
      connection.overSoftLimitSince = core.now;
    }
    boolean tooLong = soft && core.now - connection.overSoftLimitSince > limit.seconds() * 1000;
    boolean tooMuch = limit.hard() > 0 && waiting > limit.hard() || waiting > Limits.OUTPUT_MAX;
    if (tooLong || tooMuch) {
      core.warn(
          Kind.CLIENT,
          "Client "
              + named(connection)
              + " scheduled to be closed ASAP for overcoming of output buffer limits.");
      core.reset(connection);
    }
  }

  /**
   * True when a client of which {@link #checkOutput} is to be asked now, in the midst of a step.
   */
  static boolean large(Connection connection) {
    return connection.out.length() > Limits.REPLY_TURN;
  }

  /**
   * Closes a client that sends more than it may before its command is complete; what it has queued
   * since MULTI counts.
   */
  void checkInput(Connection connection) {
    long kept =
        connection.parser.pending()
            + connection.late.length()
            + connection.client.transaction().bytes();
    long limit = Math.min(Limits.QUERY_MAX, core.config.network.queryBufferLimit.value());
    if (kept > limit) {
      core.warn(
          Kind.CLIENT, "Closing client that reached max query buffer length: " + named(connection));
      core.reset(connection);
    }
  }

  private static String named(Connection connection) {
    return "id=" + connection.client.id() + " addr=" + connection.peer;
  }

  /** Once a second: who was silent for longer than timeout seconds, and who reads too slowly. */
  void everySecond() {
    for (Connection connection : those(c -> c.overSoftLimitSince > 0)) {
      checkOutput(connection);
    }
    long patience = core.config.network.timeout.value() * 1000L;
    if (patience == 0) {
      return;
    }
    for (Connection connection : those(c -> mayBeIdle(c) && core.now - c.heardAt > patience)) {
      core.log(EngineEvent.Level.VERBOSE, Kind.CLIENT, "Closing idle client");
      free.accept(connection);
    }
  }

  private static boolean mayBeIdle(Connection connection) {
    return !connection.master
        && connection.session == null
        && !connection.blocked()
        && connection.postponed == null
        && !connection.client.modes().monitor()
        && !connection.client.subscriptions().active();
  }

  private List<Connection> those(Predicate<Connection> wanted) {
    List<Connection> found = new ArrayList<>();
    core.connections.forEach(
        connection -> {
          if (wanted.test(connection)) {
            found.add(connection);
          }
        });
    return found;
  }
}

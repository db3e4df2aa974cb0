package glasshouse.engine.node;

import glasshouse.engine.base.Limits;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
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
  /** Replies of up to so many bytes have a place of their own, which no limit counts. */
  private static final int SMALL_REPLY = 16 * 1024;

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
    Limit limit = core.config.network.outputBufferLimits.of(group(connection));
    long waiting = connection.unsent + connection.out.length();
    boolean soft = limit.soft() > 0 && waiting > limit.soft();
    if (!soft) {
      connection.overSoftLimitSince = 0;
    } else if (connection.overSoftLimitSince == 0) {
      connection.overSoftLimitSince = core.now;
    }
    boolean tooLong = soft && core.now - connection.overSoftLimitSince > limit.seconds() * 1000;
    if (tooLong || connection.out.overflowed() || tooMuch(connection)) {
      core.warn(
          Kind.CLIENT,
          "Client "
              + named(connection)
              + " scheduled to be closed ASAP for overcoming of output buffer limits.");
      core.reset(connection);
    }
  }

  /** Before the commands of a turn: what they answer beyond the hard limit is not kept. */
  void prepare(Connection connection) {
    long hard = core.config.network.outputBufferLimits.of(group(connection)).hard();
    connection.out.ceiling(
        hard == 0 ? Limits.OUTPUT_MAX : Math.max(SMALL_REPLY, hard - connection.unsent));
  }

  /**
   * True when what {@link #prepare} did holds for the next command as well: what reads and writes
   * keys sets no limits and subscribes to nothing.
   */
  static boolean stay(Connection connection) {
    CommandSpec last = connection.client.modes().lastCommand();
    return last != null && (last.is(CommandFlag.READONLY) || last.is(CommandFlag.WRITE));
  }

  /**
   * True when a client of which {@link #checkOutput} is to be asked now, in the midst of a step.
   */
  boolean large(Connection connection) {
    return connection.out.overflowed()
        || connection.out.length() > Limits.REPLY_TURN
        || connection.out.length() > SMALL_REPLY && tooMuch(connection);
  }

  private boolean tooMuch(Connection connection) {
    long waiting = connection.unsent + connection.out.length();
    long hard = core.config.network.outputBufferLimits.of(group(connection)).hard();
    return hard > 0 && waiting > hard || waiting > Limits.OUTPUT_MAX;
  }

  private static Group group(Connection connection) {
    return connection.client.subscriptions().active() ? Group.PUBSUB : Group.NORMAL;
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

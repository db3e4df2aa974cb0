package glasshouse.engine.node;

import glasshouse.engine.config.BufferLimitsParameter.Group;
import glasshouse.engine.config.BufferLimitsParameter.Limit;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;

/** Bounds what one client may make the node keep for it, and for how long it may be silent. */
final class OutputLimits {
  private final Core core;

  OutputLimits(Core core) {
    this.core = core;
  }

  /** Closes a client that does not read what it is sent (client-output-buffer-limit). */
  void checkOutput(Connection connection) {
    if (connection.session != null) {
      return;
    }
    Group group = connection.client.subscriptions().active() ? Group.PUBSUB : Group.NORMAL;
    Limit limit = core.config.network.outputBufferLimits.of(group);
    boolean soft = limit.soft() > 0 && connection.unsent > limit.soft();
    if (!soft) {
      connection.overSoftLimitSince = 0;
    } else if (connection.overSoftLimitSince == 0) {
      connection.overSoftLimitSince = core.now;
    }
    boolean tooLong = soft && core.now - connection.overSoftLimitSince > limit.seconds() * 1000;
    if (tooLong || (limit.hard() > 0 && connection.unsent > limit.hard())) {
      core.warn(
          Kind.CLIENT,
          "Client id="
              + connection.client.id()
              + " addr="
              + connection.peer
              + " closed for overcoming of output buffer limits.");
      core.reset(connection);
    }
  }

  /** Closes a client that sends more than it may before its command is complete. */
  void checkInput(Connection connection) {
    if (connection.parser.pending() > core.config.network.queryBufferLimit.value()) {
      core.warn(
          Kind.CLIENT,
          "Closing client that reached max query buffer length: id="
              + connection.client.id()
              + " addr="
              + connection.peer);
      core.close(connection);
    }
  }

  /** Closes clients that were silent for longer than timeout seconds. */
  void closeIdle() {
    long patience = core.config.network.timeout.value() * 1000L;
    if (patience == 0) {
      return;
    }
    List<Connection> idle = new ArrayList<>();
    core.connections.forEach(
        c -> {
          boolean ordinary = !c.master && c.session == null && !c.blocked();
          if (ordinary && core.now - c.heardAt > patience) {
            idle.add(c);
          }
        });
    for (Connection connection : idle) {
      core.log(
          glasshouse.engine.view.EngineEvent.Level.VERBOSE,
          Kind.CLIENT,
          "Closing idle client " + connection.peer);
      core.close(connection);
    }
  }
}

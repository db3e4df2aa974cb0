package glasshouse.engine.node;

import glasshouse.engine.config.BufferLimitsParameter.Group;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;

/** Bounds what one client may make the node keep for it, and for how long it may be silent. */
final class OutputLimits {
  private final Core core;

  OutputLimits(Core core) {
    this.core = core;
  }

  /** Closes a client that does not read its replies (client-output-buffer-limit normal). */
  void checkOutput(Connection connection) {
    long hard = core.config.network.outputBufferLimits.of(Group.NORMAL).hard();
    if (hard > 0 && connection.session == null && connection.unsent > hard) {
      core.warn(
          Kind.CLIENT,
          "Client id="
              + connection.client.id()
              + " addr="
              + connection.peer
              + " closed for overcoming of output buffer limits.");
      core.close(connection);
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

package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.command.server.InfoText;
import glasshouse.engine.command.server.MemoryFigures;
import glasshouse.engine.command.server.ServerDoor;

/** What the server family asks of the node. */
final class ServerPort implements ServerDoor {
  private final Core core;
  private final NodeParts parts;
  private final InfoSource info;

  ServerPort(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    info = new InfoSource(core, parts);
  }

  @Override
  public boolean local(Client client) {
    Connection connection = core.connectionOf(client);
    return connection != null && ClientRegistry.local(connection.peer);
  }

  @Override
  public boolean loading() {
    return core.loading;
  }

  @Override
  public void resetStatistics() {
    core.stats.reset();
    core.watch.counters.reset();
  }

  @Override
  public boolean monitor(Client client) {
    Connection connection = core.connectionOf(client);
    return connection != null && connection.session == null && core.watch.monitors.add(client);
  }

  @Override
  public void inform(String section, InfoText out, long now) {
    info.write(section, out);
  }

  @Override
  public MemoryFigures memory() {
    return parts.memory.figures();
  }

  @Override
  public long clock(long now) {
    boolean frozen = parts.executor.depth() > 1 && parts.executor.freezesTime();
    return frozen ? now : Math.max(now, parts.scripting.millis());
  }
}

package glasshouse.engine.node;

import glasshouse.engine.command.connection.Peer;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * maxmemory-clients: when clients take more memory together than they may, the largest are closed,
 * but never replicas, the master, and those that said CLIENT NO-EVICT ON.
 */
final class ClientEviction {
  /** Less would leave nobody who could set it right (Redis, getClientEvictionLimit). */
  private static final long SMALLEST_LIMIT = 128 * 1024;

  private final Core core;
  private final MemoryAccount memory;
  private final Consumer<Connection> free;

  ClientEviction(Core core, MemoryAccount memory, Consumer<Connection> free) {
    this.core = core;
    this.memory = memory;
    this.free = free;
  }

  /** Counts what this step has flushed if anything is limited; then closes whoever must go. */
  void endStep() {
    long limit = limit();
    memory.endStep(limit > 0 || core.config.data.maxmemory.value() > 0);
    if (limit > 0 && memory.evictable() > limit) {
      evict(limit);
    }
  }

  private long limit() {
    long limit = core.config.data.maxmemoryClients.value();
    if (limit < 0) {
      limit = core.config.data.maxmemory.value() / 100 * -limit;
    }
    return limit == 0 ? 0 : Math.max(SMALLEST_LIMIT, limit);
  }

  private void evict(long limit) {
    List<Connection> largest = new ArrayList<>();
    core.connections.forEach(
        connection -> {
          if (evictable(connection)) {
            largest.add(connection);
          }
        });
    largest.sort(
        Comparator.comparingLong((Connection connection) -> -connection.weight)
            .thenComparingLong(connection -> connection.client.id()));
    for (Connection connection : largest) {
      if (memory.evictable() <= limit) {
        return;
      }
      core.notice(
          Kind.CLIENT,
          "Evicting client: id=" + connection.client.id() + " addr=" + connection.peer);
      core.stats.evictedClients++;
      free.accept(connection);
    }
  }

  private static boolean evictable(Connection connection) {
    return (connection.countedAs == Peer.Kind.NORMAL || connection.countedAs == Peer.Kind.PUBSUB)
        && !connection.client.modes().noEvict();
  }
}

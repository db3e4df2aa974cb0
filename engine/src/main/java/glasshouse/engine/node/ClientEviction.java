package glasshouse.engine.node;

import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * maxmemory-clients: when clients take more memory together than they may, the largest are closed,
 * but never replicas, the master, and those that said CLIENT NO-EVICT ON. Memory is counted as it
 * changes, and only while there is a limit.
 */
final class ClientEviction {
  /** Less would leave nobody who could set it right (Redis, getClientEvictionLimit). */
  private static final long SMALLEST_LIMIT = 128 * 1024;

  private final Core core;
  private final Consumer<Connection> free;
  private boolean counting;
  private long total;

  ClientEviction(Core core, Consumer<Connection> free) {
    this.core = core;
    this.free = free;
  }

  /** What the connections take that this step has touched; then closes whoever must go. */
  void endStep() {
    long limit = limit();
    if (limit == 0) {
      counting = false;
      return;
    }
    if (counting) {
      core.touched.forEach(this::weigh);
    } else {
      counting = true;
      total = 0;
      core.connections.forEach(
          connection -> {
            connection.weight = 0;
            weigh(connection);
          });
    }
    if (total > limit) {
      evict(limit);
    }
  }

  /** A connection is gone. */
  void gone(Connection connection) {
    total -= connection.weight;
    connection.weight = 0;
  }

  private void weigh(Connection connection) {
    boolean counts =
        !connection.master
            && connection.session == null
            && core.connections.get(connection.link) == connection;
    long weight = counts ? MemoryAccount.of(connection) : 0;
    total += weight - connection.weight;
    connection.weight = weight;
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
          if (connection.weight > 0 && !connection.client.modes().noEvict()) {
            largest.add(connection);
          }
        });
    largest.sort(
        Comparator.comparingLong((Connection connection) -> -connection.weight)
            .thenComparingLong(connection -> connection.client.id()));
    for (Connection connection : largest) {
      if (total <= limit) {
        return;
      }
      core.notice(
          Kind.CLIENT,
          "Evicting client: id=" + connection.client.id() + " addr=" + connection.peer);
      core.stats.evictedClients++;
      free.accept(connection);
    }
  }
}

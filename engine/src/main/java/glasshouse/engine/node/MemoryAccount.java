package glasshouse.engine.node;

import glasshouse.engine.command.connection.Peer;
import glasshouse.engine.command.server.MemoryFigures;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Heap;
import glasshouse.engine.replication.Backlog;
import java.util.ArrayList;
import java.util.List;

/**
 * What the node's memory holds, by an account that is the same wherever the same is run: a heap
 * that several nodes share cannot be told apart by node, and what it says depends on its collector.
 * The data and the backlog are counted as they change; clients too while there is a limit, and now
 * and then when there is none; scripts now and then.
 */
final class MemoryAccount {
  private final Core core;
  private final NodeParts parts;
  private final long startup;
  private final long[] clients = new long[Peer.Kind.values().length];
  private boolean following;
  private long scripts;

  MemoryAccount(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    startup = core.keyspace.memory();
  }

  /** used_memory in bytes; scripts as of the last {@link #refresh}. */
  long used() {
    return core.keyspace.memory() + backlog() + normal() + replicas() + scripts;
  }

  /** What replicas are to be sent is no reason to evict keys: that would make it more. */
  long notCounted() {
    Backlog backlog = parts.feed.backlog();
    return backlog == null ? 0 : Math.max(0, backlog.memory() - backlog.size());
  }

  /** What is left for data out of {@code maxmemory}; negative when too much is used. */
  long headroom() {
    return core.config.data.maxmemory.value() - (used() - notCounted());
  }

  /** Bytes of clients that may be closed when clients take too much. */
  long evictable() {
    return clients[Peer.Kind.NORMAL.ordinal()] + clients[Peer.Kind.PUBSUB.ordinal()];
  }

  /** mem_clients_normal: of all but replicas. */
  private long normal() {
    return evictable() + clients[Peer.Kind.MASTER.ordinal()];
  }

  private long replicas() {
    return clients[Peer.Kind.REPLICA.ordinal()];
  }

  private long backlog() {
    Backlog backlog = parts.feed.backlog();
    return backlog == null ? 0 : backlog.memory();
  }

  /**
   * Counts anew the clients that this step has touched and flushed; all of them when there was no
   * limit before.
   */
  void endStep(boolean limited) {
    if (!limited) {
      following = false;
    } else if (following) {
      for (Connection connection : core.touched) {
        moved(connection);
      }
    } else {
      following = true;
      core.connections.forEach(c -> count(c, ClientMemory.flushed(c)));
    }
  }

  /** What waits for a client has become more or less. */
  void moved(Connection connection) {
    if (following && core.connections.get(connection.link) == connection) {
      count(connection, ClientMemory.flushed(connection));
    }
  }

  private void count(Connection connection, long bytes) {
    gone(connection);
    connection.weight = bytes;
    connection.countedAs = ClientRegistry.kind(connection);
    clients[connection.countedAs.ordinal()] += connection.weight;
  }

  /** A connection is gone, with what it took. */
  void gone(Connection connection) {
    clients[connection.countedAs.ordinal()] -= connection.weight;
    connection.weight = 0;
  }

  /** Looks at all clients and at the scripts. */
  void refresh() {
    core.connections.forEach(c -> count(c, ClientMemory.own(c)));
    long bodies = 0;
    for (byte[] body : parts.scriptBodies()) {
      bodies += Heap.array(body.length);
    }
    scripts = bodies;
    core.stats.peakMemory = Math.max(core.stats.peakMemory, used());
  }

  MemoryFigures figures() {
    refresh();
    List<MemoryFigures.Tables> databases = new ArrayList<>();
    for (int i = 0; i < core.keyspace.count(); i++) {
      Database db = core.keyspace.database(i);
      if (db.size() > 0) {
        databases.add(new MemoryFigures.Tables(i, db.overhead(), db.expiryOverhead()));
      }
    }
    long behind = parts.masterSide.sessions().isEmpty() ? 0 : notCounted();
    long resident = core.gauges.read().resident();
    return new MemoryFigures(
        core.stats.peakMemory,
        used(),
        startup,
        backlog() - behind,
        behind,
        normal(),
        0,
        scripts,
        0,
        databases,
        core.keyspace.size(),
        resident == 0 ? used() : resident);
  }
}

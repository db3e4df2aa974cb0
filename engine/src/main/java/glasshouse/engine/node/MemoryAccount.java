package glasshouse.engine.node;

import glasshouse.engine.command.server.MemoryFigures;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Heap;
import glasshouse.engine.replication.Backlog;
import java.util.ArrayList;
import java.util.List;

/**
 * What the node's memory holds, by an account that is the same wherever the same is run: a heap
 * that several nodes share cannot be told apart by node, and what it says depends on its collector.
 * The data and the backlog are counted as they change, buffers and scripts now and then.
 */
final class MemoryAccount {
  /** A connection with its client, parser and lists, without its buffers. */
  private static final long CONNECTION = 1024;

  private final Core core;
  private final NodeParts parts;
  private final long startup;
  private long clients;
  private long replicas;
  private long scripts;

  MemoryAccount(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    startup = core.keyspace.memory();
  }

  /** used_memory in bytes; buffers and scripts as of the last {@link #refresh}. */
  long used() {
    return core.keyspace.memory() + backlog() + clients + replicas + scripts;
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

  long backlog() {
    Backlog backlog = parts.feed.backlog();
    return backlog == null ? 0 : backlog.memory();
  }

  /** Looks at the buffers of all connections and at the scripts. */
  void refresh() {
    long[] sums = {0, 0};
    core.connections.forEach(c -> sums[c.session == null ? 0 : 1] += of(c));
    clients = sums[0];
    replicas = sums[1];
    long bodies = 0;
    for (byte[] body : parts.scriptBodies()) {
      bodies += Heap.array(body.length);
    }
    scripts = bodies;
    core.stats.peakMemory = Math.max(core.stats.peakMemory, used());
  }

  /** Bytes of one connection. */
  static long of(Connection connection) {
    return CONNECTION
        + connection.parser.memory()
        + Heap.array(connection.out.array().length)
        + Heap.array(connection.late.array().length)
        + connection.client.transaction().bytes()
        + connection.unsent;
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
    long resident = core.gauges.read().resident();
    return new MemoryFigures(
        core.stats.peakMemory,
        used(),
        startup,
        backlog(),
        replicas,
        clients,
        0,
        scripts,
        0,
        databases,
        core.keyspace.size(),
        resident == 0 ? used() : resident);
  }
}

package glasshouse.engine.node;

import glasshouse.engine.command.Blocking;
import glasshouse.engine.keyspace.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Clients that wait for keys (BLPOP and its like). A key that was created is noted, and one that
 * was changed when somebody waits for more in it; after the command, transaction or script the
 * clients that wait for it are served, the longest waiting first. A value that takes the place of
 * one of another type wakes nobody who pops, as in Redis (dbOverwrite tells nobody).
 */
final class BlockedClients {
  private record Deadline(long at, long sequence, Connection connection, Blocking blocking)
      implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
    }
  }

  private final Map<KeyName, Set<Connection>> byKey = new LinkedHashMap<>();
  private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>();
  private Set<KeyName> ready = new LinkedHashSet<>();
  private long sequence;
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** {@code connection} waits from now on. */
  void add(Connection connection, Blocking blocking) {
    connection.blocking = blocking;
    count++;
    int db = connection.client.database().index();
    for (byte[] key : blocking.keys()) {
      byKey.computeIfAbsent(new KeyName(db, key), _ -> new LinkedHashSet<>()).add(connection);
    }
    if (blocking.deadline() > 0) {
      deadlines.add(new Deadline(blocking.deadline(), sequence++, connection, blocking));
    }
  }

  /** {@code connection} waits no longer. */
  void remove(Connection connection) {
    Blocking blocking = connection.blocking;
    if (blocking == null) {
      return;
    }
    connection.blocking = null;
    count--;
    int db = connection.client.database().index();
    for (byte[] key : blocking.keys()) {
      KeyName name = new KeyName(db, key);
      Set<Connection> waiting = byKey.get(name);
      if (waiting != null && waiting.remove(connection) && waiting.isEmpty()) {
        byKey.remove(name);
      }
    }
  }

  /** Notes that a key was created. */
  void created(Database db, byte[] key) {
    note(db, key, _ -> true);
  }

  /** Notes that a key has changed. */
  void modified(Database db, byte[] key) {
    note(db, key, BlockedClients::looksInto);
  }

  /** A key is ready when it wakes one of those who wait for it. */
  private void note(Database db, byte[] key, Predicate<Connection> wakes) {
    if (count > 0) {
      KeyName name = new KeyName(db.index(), key);
      Set<Connection> waiting = byKey.get(name);
      if (waiting != null && waiting.stream().anyMatch(wakes)) {
        ready.add(name);
      }
    }
  }

  private static boolean looksInto(Connection connection) {
    Blocking blocking = connection.blocking;
    return blocking != null && blocking.condition() != null;
  }

  /** Notes that all keys of a database may have changed (SWAPDB). */
  void modifiedAll(Database db) {
    byKey.keySet().stream().filter(name -> name.db() == db.index()).forEach(ready::add);
  }

  /** Takes the keys that became ready since the last call, in order. */
  Set<KeyName> takeReady() {
    Set<KeyName> taken = ready;
    if (!taken.isEmpty()) {
      ready = new LinkedHashSet<>();
    }
    return taken;
  }

  /** Those who wait for {@code name}, in order. */
  List<Connection> waiting(KeyName name) {
    return List.copyOf(byKey.getOrDefault(name, Collections.emptySet()));
  }

  /** Unix milliseconds of the next deadline, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    while (!deadlines.isEmpty() && stale(deadlines.element())) {
      deadlines.remove();
    }
    return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.element().at;
  }

  /** Takes the connections whose time is up at {@code now}. */
  List<Connection> takeOverdue(long now) {
    List<Connection> list = new ArrayList<>();
    while (nextDeadline() <= now) {
      list.add(deadlines.remove().connection);
    }
    return list;
  }

  private static boolean stale(Deadline deadline) {
    return deadline.connection.blocking != deadline.blocking;
  }
}

package glasshouse.engine.command.connection;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.KeyTracking.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes of clients that track by broadcast, with the keys that changed since the last
 * message, which are told together when the node's turn ends.
 */
final class Prefixes {
  private static final class Prefix {
    final Set<Client> clients = new LinkedHashSet<>();

    /** Changed keys, with who changed each last; null for nobody (expiry). */
    final SortedMap<byte[], @Nullable Client> keys = new TreeMap<>(Bytes::compare);
  }

  private final SortedMap<byte[], Prefix> byPrefix = new TreeMap<>(Bytes::compare);
  private boolean changed;

  int size() {
    return byPrefix.size();
  }

  void add(Client client, byte[] prefix) {
    byPrefix.computeIfAbsent(prefix, _ -> new Prefix()).clients.add(client);
    client.tracking().prefixes().add(prefix);
  }

  /** The client tracks no more. */
  void remove(Client client) {
    for (byte[] name : client.tracking().prefixes()) {
      Prefix prefix = byPrefix.get(name);
      if (prefix != null) {
        prefix.clients.remove(client);
        if (prefix.clients.isEmpty()) {
          byPrefix.remove(name);
        }
      }
    }
  }

  /** A key has changed, by {@code changer} if it was a client. */
  void changed(byte[] key, @Nullable Client changer) {
    for (Map.Entry<byte[], Prefix> entry : byPrefix.entrySet()) {
      if (startsWith(key, entry.getKey())) {
        entry.getValue().keys.put(key, changer);
        changed = true;
      }
    }
  }

  /** Sends what has changed. */
  void broadcast(Invalidations out) {
    if (!changed) {
      return;
    }
    changed = false;
    for (Prefix prefix : byPrefix.values()) {
      if (prefix.keys.isEmpty()) {
        continue;
      }
      for (Client client : prefix.clients) {
        List<byte[]> keys = news(prefix, client);
        if (!keys.isEmpty()) {
          out.send(client, keys);
        }
      }
      prefix.keys.clear();
    }
  }

  private static List<byte[]> news(Prefix prefix, Client client) {
    if (!client.tracking().is(Option.NOLOOP)) {
      return List.copyOf(prefix.keys.keySet());
    }
    List<byte[]> keys = new ArrayList<>();
    prefix.keys.forEach(
        (key, changer) -> {
          if (changer != client) {
            keys.add(key);
          }
        });
    return keys;
  }

  static boolean startsWith(byte[] whole, byte[] start) {
    return whole.length >= start.length && Bytes.same(start, whole, 0, start.length);
  }
}

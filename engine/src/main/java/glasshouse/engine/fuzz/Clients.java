package glasshouse.engine.fuzz;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clients of a run: each keeps a connection to every node it has talked to. */
final class Clients {
  private final Map<String, Long> links = new LinkedHashMap<>();

  /** Sends commands in one write; nothing happens when the node does not run. */
  void send(int client, SimNode node, List<Args> commands) {
    if (!node.running()) {
      return;
    }
    String key = client + "@" + node.name();
    long link = links.getOrDefault(key, 0L);
    if (!node.connected(link)) {
      link = node.connect();
      links.put(key, link);
    }
    ByteBuilder bytes = new ByteBuilder(256);
    commands.forEach(command -> command.encode(bytes));
    node.send(link, bytes.toByteArray());
    node.received(link).clear();
  }

  /** All of them leave the node. */
  void leave(SimNode node) {
    links.forEach(
        (key, link) -> {
          if (key.endsWith("@" + node.name()) && node.connected(link)) {
            node.disconnect(link);
          }
        });
  }
}

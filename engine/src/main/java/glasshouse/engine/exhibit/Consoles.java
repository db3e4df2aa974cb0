package glasshouse.engine.exhibit;

import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** One console to each node, for somebody who waits for the reply. */
final class Consoles implements AutoCloseable {
  private final Cluster cluster;
  private final Pace pace;
  private final long patienceMillis;
  private final Map<String, Console> open = new LinkedHashMap<>();

  Consoles(Cluster cluster, Pace pace, long patienceMillis) {
    this.cluster = cluster;
    this.pace = pace;
    this.patienceMillis = patienceMillis;
  }

  /** The reply to a command; an error that says so when none comes in time. */
  Console.Reply ask(String node, String line) throws InterruptedException {
    Console console = open.computeIfAbsent(node, cluster::console);
    CompletableFuture<Console.Reply> reply = new CompletableFuture<>();
    console.send(line, reply::complete);
    try {
      return pace.await(reply, patienceMillis);
    } catch (TimeoutException late) {
      // A reply that comes later must not be taken for the next one.
      console.close();
      open.remove(node);
      return new Console.Reply(
          "no reply within " + patienceMillis / 1000.0 + " s", true, console.db());
    }
  }

  /** Sends a command and goes on; what comes back is dropped. */
  void tell(String node, String line) {
    open.computeIfAbsent(node, cluster::console).send(line, _ -> {});
  }

  @Override
  public void close() {
    open.values().forEach(Console::close);
    open.clear();
  }
}

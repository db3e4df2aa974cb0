package glasshouse.ui.player;

import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A console that stays when another cluster is put behind the one it belongs to. */
final class RunConsole implements Console {
  private final RunCluster cluster;
  private final String node;
  private @Nullable Cluster of;
  private @Nullable Console console;
  private volatile int db;

  RunConsole(RunCluster cluster, String node) {
    this.cluster = cluster;
    this.node = node;
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public int db() {
    return db;
  }

  @Override
  public void send(String line, Consumer<Reply> reply) {
    cluster.touch();
    if (!cluster.aside(() -> sendNow(line, reply))) {
      reply.accept(new Reply(RunCluster.CLOSED, true, db));
    }
  }

  private void sendNow(String line, Consumer<Reply> reply) {
    Cluster now = cluster.now();
    Console open = console;
    if (open == null || !now.equals(of)) {
      if (open != null) {
        open.close();
      }
      open = now.console(node);
      console = open;
      of = now;
      db = 0;
    }
    open.send(
        line,
        said -> {
          db = said.db();
          reply.accept(said);
        });
  }

  /** Behind the end of its cluster there is nothing left to close. */
  @Override
  public void close() {
    boolean _ =
        cluster.aside(
            () -> {
              if (console != null) {
                console.close();
              }
            });
  }
}

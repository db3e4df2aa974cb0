package glasshouse.engine.exhibit;

import glasshouse.engine.Console;
import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.InlineWords;
import glasshouse.engine.sim.SimNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A console to a simulated node; all but its construction happens under the cluster's lock. */
final class SimConsole implements Console {
  private record Pending(Args words, Consumer<Reply> then) {}

  private final SimCluster cluster;
  private final SimNode node;
  private final Queue<Pending> pending = new ArrayDeque<>();
  private @Nullable Consumer<Reply> last;
  private long link;
  private volatile int db;

  SimConsole(SimCluster cluster, SimNode node) {
    this.cluster = cluster;
    this.node = node;
  }

  @Override
  public String node() {
    return node.name();
  }

  @Override
  public int db() {
    return db;
  }

  @Override
  public void send(String line, Consumer<Reply> reply) {
    byte[] bytes = Bytes.of(line);
    byte @Nullable [][] words = InlineWords.split(bytes, 0, bytes.length);
    if (words == null) {
      reply.accept(new Reply("Invalid argument(s): quotes are not balanced", true, db));
    } else if (words.length > 0) {
      cluster.run(() -> deliver(new Pending(Args.of(words), reply)));
    }
  }

  private void deliver(Pending next) {
    if (!node.running()) {
      String why = "Could not connect to " + node.name() + ": Connection refused";
      next.then.accept(new Reply(why, true, db));
      return;
    }
    if (!node.connected(link)) {
      link = node.connect();
      if (db != 0) {
        put(new Pending(Args.of("SELECT", Integer.toString(db)), _ -> {}));
      }
    }
    last = next.then;
    put(next);
  }

  private void put(Pending next) {
    pending.add(next);
    ByteBuilder request = new ByteBuilder(64);
    next.words.encode(request);
    node.send(link, request.toByteArray());
  }

  /** Hands out what has come back. */
  void serve() {
    ByteBuilder got = node.received(link);
    while (!got.isEmpty()) {
      ByteArrayInputStream in = new ByteArrayInputStream(got.array(), 0, got.length());
      try {
        tell(String.join("\n", glasshouse.engine.resp.Reply.read(in).lines()));
      } catch (IOException incomplete) {
        return;
      }
      got.discard(got.length() - in.available());
    }
    if (!pending.isEmpty() && !node.connected(link)) {
      Pending asked = pending.remove();
      pending.clear();
      String why = "The connection to " + node.name() + " was closed";
      asked.then.accept(new Reply(why, true, db));
    }
  }

  private void tell(String text) {
    boolean error = text.startsWith("(error)");
    Pending asked = pending.poll();
    Consumer<Reply> unasked = last;
    if (asked != null) {
      if (asked.words.is(0, "SELECT") && asked.words.count() == 2 && text.equals("OK")) {
        db = (int) asked.words.longAt(1);
      }
      asked.then.accept(new Reply(text, error, db));
    } else if (unasked != null) {
      unasked.accept(new Reply(text, error, db));
    }
  }

  @Override
  public void close() {
    cluster.leave(this);
  }
}

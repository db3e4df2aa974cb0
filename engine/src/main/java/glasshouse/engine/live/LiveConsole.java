package glasshouse.engine.live;

import glasshouse.engine.Console;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.InlineWords;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A console over a real connection. One thread sends, one reads: so messages that nobody asked for
 * (MONITOR, SUBSCRIBE) come in while the person types.
 */
final class LiveConsole implements Console {
  private record Pending(Args words, Consumer<Reply> then) {}

  private final String node;
  private final IntSupplier port;
  private final ExecutorService sender;
  private final Queue<Pending> pending = new ArrayDeque<>();
  private volatile @Nullable Wire wire;
  private volatile int db;
  private @Nullable Consumer<Reply> last;

  LiveConsole(String node, IntSupplier port) {
    this.node = node;
    this.port = port;
    sender =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("console-" + node).factory());
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
    byte[] bytes = Bytes.of(line);
    byte @Nullable [][] words = InlineWords.split(bytes, 0, bytes.length);
    if (words == null) {
      reply.accept(new Reply("Invalid argument(s): quotes are not balanced", true, db));
    } else if (words.length > 0) {
      Args args = Args.of(words);
      sender.execute(() -> deliver(new Pending(args, reply)));
    }
  }

  private void deliver(Pending next) {
    try {
      Wire open = connected();
      synchronized (pending) {
        pending.add(next);
        last = next.then;
      }
      open.send(next.words);
    } catch (IOException failure) {
      next.then.accept(
          new Reply("Could not connect to " + node + ": " + failure.getMessage(), true, db));
      synchronized (pending) {
        pending.remove(next);
      }
    }
  }

  private Wire connected() throws IOException {
    Wire open = wire;
    if (open != null) {
      return open;
    }
    Wire made = new Wire(port.getAsInt(), 0);
    wire = made;
    if (db != 0) {
      made.send(Args.of("SELECT", Integer.toString(db)));
      made.read();
    }
    Thread.ofVirtual().name("console-reader-" + node).start(() -> read(made));
    return made;
  }

  private void read(Wire from) {
    try {
      while (true) {
        glasshouse.engine.resp.Reply reply = from.read();
        Pending asked;
        Consumer<Reply> unasked;
        synchronized (pending) {
          asked = pending.poll();
          unasked = last;
        }
        tell(asked, unasked, String.join("\n", reply.lines()));
      }
    } catch (IOException ended) {
      wire = null;
      Pending asked;
      synchronized (pending) {
        asked = pending.poll();
        pending.clear();
      }
      if (asked != null) {
        asked.then.accept(new Reply("The connection to " + node + " was closed", true, db));
      }
    }
  }

  private void tell(@Nullable Pending asked, @Nullable Consumer<Reply> unasked, String text) {
    boolean error = text.startsWith("(error)");
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
    sender.shutdownNow();
    Wire open = wire;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        wire = null;
      }
    }
  }
}

package glasshouse.engine.live;

import glasshouse.engine.Console;
import glasshouse.engine.act.Talk;
import glasshouse.engine.resp.Args;
import java.io.IOException;
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
  private final Talk talk;
  private final IntSupplier port;
  private final ExecutorService sender;
  private volatile @Nullable Wire wire;

  LiveConsole(String node, IntSupplier port) {
    talk = new Talk(node);
    this.port = port;
    sender =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("console-" + node).factory());
  }

  @Override
  public String node() {
    return talk.node();
  }

  @Override
  public int db() {
    return talk.db();
  }

  @Override
  public void send(String line, Consumer<Reply> reply) {
    Talk.Asked request = talk.read(line, reply);
    if (request != null) {
      sender.execute(() -> deliver(request));
    }
  }

  private void deliver(Talk.Asked request) {
    try {
      Wire open = connected();
      talk.asked(request);
      open.send(request.words());
    } catch (IOException failure) {
      talk.unreached(request, String.valueOf(failure.getMessage()));
    }
  }

  private Wire connected() throws IOException {
    Wire open = wire;
    if (open != null) {
      return open;
    }
    Wire made = new Wire(port.getAsInt(), 0);
    wire = made;
    Args select = talk.select();
    if (select != null) {
      made.send(select);
      made.read();
    }
    Thread.ofVirtual().name("console-reader-" + talk.node()).start(() -> read(made));
    return made;
  }

  private void read(Wire from) {
    try {
      while (true) {
        talk.heard(from.read());
      }
    } catch (IOException ended) {
      wire = null;
      talk.closed();
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

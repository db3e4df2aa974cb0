package glasshouse.engine.live;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Limits;
import glasshouse.engine.live.netty.Diversion;
import glasshouse.engine.live.netty.NodeSockets;
import glasshouse.engine.port.Beside;
import glasshouse.engine.port.DebugLine;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjIntConsumer;

/**
 * The line to a client whose script is debugged beside its node, on a thread of its own (SCRIPT
 * DEBUG YES). The client's socket stays with the node's thread.
 */
final class ForkedLine implements DebugLine, Diversion {
  /** How long a client may take to read what it is told, as in Redis. */
  private static final long SEND_SECONDS = 5;

  private static final int WARNING = 3;

  private final NodeSockets sockets;
  private final long link;
  private final ObjIntConsumer<String> log;
  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private byte[] rest = new byte[0];
  private volatile boolean gone;
  private volatile boolean killed;

  /** {@code log} takes lines for the log, from any thread. */
  ForkedLine(NodeSockets sockets, long link, ObjIntConsumer<String> log) {
    this.sockets = sockets;
    this.link = link;
    this.log = log;
  }

  /** Starts the work. */
  void start(Beside work) {
    Thread.ofPlatform()
        .daemon()
        .name("debug-" + link)
        .stackSize(Limits.NODE_STACK)
        .start(() -> run(work));
  }

  /** A fault of ours ends the copy, and is told; the node it was made of goes on. */
  private void run(Beside work) {
    try {
      work.run(this);
    } catch (RuntimeException | Error fault) {
      log(WARNING, "the copy for a debugged script died of a fault in Glasshouse: " + fault);
    }
  }

  /** The script is to end, whatever it does. */
  void kill() {
    killed = true;
    ended();
  }

  @Override
  public void arrived(byte[] bytes) {
    arrived.add(bytes);
    // No command is so long: who sends this much does not wait for answers.
    if (waiting.addAndGet(bytes.length) > Limits.REPLY_TURN * 2L) {
      sockets.reset(link);
    }
  }

  @Override
  public void ended() {
    gone = true;
    arrived.add(new byte[0]);
  }

  @Override
  public byte[] read(int most) {
    try {
      while (rest.length == 0) {
        if (gone && arrived.isEmpty()) {
          return rest;
        }
        rest = arrived.take();
        waiting.addAndGet(-rest.length);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new byte[0];
    }
    byte[] bytes = Arrays.copyOf(rest, Math.min(most, rest.length));
    rest = Arrays.copyOfRange(rest, bytes.length, rest.length);
    return bytes;
  }

  @Override
  public void write(ByteBuilder bytes) {
    CountDownLatch sent = new CountDownLatch(1);
    sockets.sendLater(link, bytes.toByteArray(), sent::countDown);
    bytes.clear();
    try {
      if (!sent.await(SEND_SECONDS, TimeUnit.SECONDS)) {
        // It does not read; what it is told may not pile up.
        sockets.resetLater(link);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public boolean killed() {
    return killed;
  }

  @Override
  public void log(int level, String text) {
    if (!killed) {
      log.accept(text, level);
    }
  }

  @Override
  public void close() {
    sockets.closeLater(link);
  }
}

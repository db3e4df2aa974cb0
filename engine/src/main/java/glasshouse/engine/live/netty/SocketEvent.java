package glasshouse.engine.live.netty;

import io.netty.buffer.ByteBuf;

/** What happened on a node's sockets. */
public sealed interface SocketEvent {
  /** A link is up; addresses as {@code host:port}. */
  record Opened(long link, String peer, String local) implements SocketEvent {}

  /** A link is gone or could not be opened. */
  record Closed(long link, String why) implements SocketEvent {}

  /** So many bytes of a link still wait to be sent. */
  record Unsent(long link, long bytes) implements SocketEvent {}

  /** Something that another thread wants done by the node's. */
  record Task(Runnable work) implements SocketEvent {}

  /** What a disk has done: taken in its turn, also while a script is busy. */
  record Disk(Runnable work) implements SocketEvent {}

  /** A client has sent its last; to be closed once what it asked before is answered. */
  record Ended(long link, Runnable close) implements SocketEvent {}

  /** Bytes of one read; {@link #take} must be called once. */
  record Read(long link, ByteBuf bytes) implements SocketEvent {
    /** Number of bytes. */
    public int length() {
      return bytes.readableBytes();
    }

    /**
     * Copies the bytes to the start of {@code target}, which is large enough, and lets go of them.
     */
    public void take(byte[] target) {
      bytes.readBytes(target, 0, bytes.readableBytes());
      bytes.release();
    }
  }
}

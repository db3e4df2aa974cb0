package glasshouse.engine.live.netty;

/** Takes what comes in on a link, instead of its node; on the node's thread. */
public interface Diversion {
  /** Bytes have come; they are the taker's to keep. */
  void arrived(byte[] bytes);

  /** No more will come. */
  void ended();
}

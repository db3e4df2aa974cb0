package glasshouse.engine.node;

/** What can happen to a node. Links are numbered by the shell, disk requests by the node. */
public sealed interface Input {
  /**
   * A client connected ({@code ours} false), or a link that the node asked for is up.
   *
   * @param link its number, unique for the life of the node; links that the node opens are negative
   * @param peer address of the other side as {@code host:port}
   * @param local our address as {@code host:port}
   */
  record LinkOpened(long link, String peer, String local) implements Input {}

  /**
   * A link is gone, or could not be opened.
   *
   * @param why one sentence for the log; empty for an ordinary end
   */
  record LinkClosed(long link, String why) implements Input {}

  /**
   * Bytes of one read, with all that is pipelined in them; the array is the shell's again after the
   * step.
   */
  record BytesArrived(long link, byte[] bytes, int offset, int length) implements Input {}

  /** Of the bytes sent so far, {@code unsent} still wait in the shell; 0 says that all are gone. */
  record Unsent(long link, long unsent) implements Input {}

  /** The deadline that {@link Node#nextDeadline} gave has come. */
  record TimerFired() implements Input {}

  /** A disk request was carried out. */
  record DiskDone(DiskResult result) implements Input {}
}

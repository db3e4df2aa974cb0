package glasshouse.engine.command.connection;

import glasshouse.engine.command.Client;

/**
 * A connection as CLIENT LIST shows it, taken at one moment.
 *
 * @param client what commands know of it
 * @param address of the other side, {@code host:port}, or {@code path:0} on a Unix socket
 * @param localAddress ours
 * @param descriptor a number of the link
 * @param kind what it is to the node
 * @param connectedAt Unix milliseconds
 * @param heardAt Unix milliseconds of the last request
 * @param blocked whether it waits for keys, replicas or the end of a pause
 * @param closing whether it is closed as soon as its replies are out
 * @param local whether it comes from this machine
 * @param subscriptions channels, patterns and shard channels it listens to
 * @param buffers what waits
 */
public record Peer(
    Client client,
    String address,
    String localAddress,
    long descriptor,
    Kind kind,
    long connectedAt,
    long heardAt,
    boolean blocked,
    boolean closing,
    boolean local,
    Subscriptions subscriptions,
    Buffers buffers) {
  /** What a connection is to the node; CLIENT LIST TYPE and KILL TYPE take these. */
  public enum Kind {
    /** A client. */
    NORMAL,
    /** The link to our master. */
    MASTER,
    /** A replica of ours. */
    REPLICA,
    /** A client that subscribes to something. */
    PUBSUB
  }

  /** Numbers of channels, patterns and shard channels. */
  public record Subscriptions(int channels, int patterns, int shards) {
    /** Nothing. */
    public static final Subscriptions NONE = new Subscriptions(0, 0, 0);
  }

  /**
   * Bytes in buffers.
   *
   * @param query of requests not yet carried out
   * @param queryFree free in the request buffer
   * @param arguments of the command under way
   * @param queued of commands queued by MULTI
   * @param reply size of the reply buffer
   * @param replyPeak most of it that was lately in use
   * @param pending replies in it
   * @param blocks number of blocks with replies that it has no room for
   * @param listed their bytes
   * @param total in all, what the node keeps of the client included
   */
  public record Buffers(
      long query,
      long queryFree,
      long arguments,
      long queued,
      long reply,
      long replyPeak,
      long pending,
      long blocks,
      long listed,
      long total) {}
}

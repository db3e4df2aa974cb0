package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one client has subscribed to. The registry of the pub/sub family keeps it in step with its
 * own books; nobody else changes it.
 */
public final class Subscriptions {
  private final SortedSet<byte[]> channels = new TreeSet<>(Bytes::compare);
  private final SortedSet<byte[]> patterns = new TreeSet<>(Bytes::compare);
  private final SortedSet<byte[]> shardChannels = new TreeSet<>(Bytes::compare);

  /** Channels, in the order of their bytes. */
  public SortedSet<byte[]> channels() {
    return channels;
  }

  /** Patterns, in the order of their bytes. */
  public SortedSet<byte[]> patterns() {
    return patterns;
  }

  /** Shard channels, in the order of their bytes. */
  public SortedSet<byte[]> shardChannels() {
    return shardChannels;
  }

  /**
   * True when the client waits for messages. In RESP2 it may then run a few commands only: see
   * {@link #refusal}.
   */
  public boolean active() {
    return !channels.isEmpty() || !patterns.isEmpty() || !shardChannels.isEmpty();
  }

  /**
   * The error line for {@code spec} when the client, speaking RESP2, waits for messages; empty when
   * it may run. The order of checks is that of processCommand: behind loading, before BUSY.
   */
  public static String refusal(CommandSpec spec) {
    return switch (spec.name()) {
      case "ping",
          "subscribe",
          "ssubscribe",
          "unsubscribe",
          "sunsubscribe",
          "psubscribe",
          "punsubscribe",
          "quit",
          "reset" ->
          "";
      default ->
          "ERR Can't execute '"
              + spec.name()
              + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in"
              + " this context";
    };
  }
}

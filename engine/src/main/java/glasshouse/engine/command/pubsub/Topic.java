package glasshouse.engine.command.pubsub;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Subscriptions;
import java.util.SortedSet;

/** The three things a client can subscribe to, with the words of their messages. */
enum Topic {
  CHANNEL("subscribe", "unsubscribe", "message"),
  PATTERN("psubscribe", "punsubscribe", "pmessage"),
  SHARD("ssubscribe", "sunsubscribe", "smessage");

  final byte[] subscribe;
  final byte[] unsubscribe;
  final byte[] message;

  Topic(String subscribe, String unsubscribe, String message) {
    this.subscribe = Bytes.of(subscribe);
    this.unsubscribe = Bytes.of(unsubscribe);
    this.message = Bytes.of(message);
  }

  /** The names of this kind that a client has subscribed to. */
  SortedSet<byte[]> of(Subscriptions subscriptions) {
    return switch (this) {
      case CHANNEL -> subscriptions.channels();
      case PATTERN -> subscriptions.patterns();
      case SHARD -> subscriptions.shardChannels();
    };
  }

  /** The number told with each change: shard channels are counted apart from the others. */
  int count(Subscriptions subscriptions) {
    return this == SHARD
        ? subscriptions.shardChannels().size()
        : subscriptions.channels().size() + subscriptions.patterns().size();
  }
}

package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.command.pubsub.PubSub;
import glasshouse.engine.config.NotifyParameter;
import glasshouse.engine.keyspace.Database;

/** Publishes what happens to keys, as notify-keyspace-events asks for. */
final class KeyEvents {
  private final NotifyParameter wanted;
  private final PubSub pubsub;

  KeyEvents(NotifyParameter wanted, PubSub pubsub) {
    this.wanted = wanted;
    this.pubsub = pubsub;
  }

  /** True when events of this class go anywhere. */
  boolean wants(NotifyClass kind) {
    return wanted.any() && wanted.has(kind.letter());
  }

  void publish(String event, Database db, byte[] key) {
    if (wanted.has('K')) {
      byte[] channel =
          new ByteBuilder(64).latin("__keyspace@" + db.index() + "__:").put(key).toByteArray();
      pubsub.publish(channel, Bytes.of(event));
    }
    if (wanted.has('E')) {
      pubsub.publish(Bytes.of("__keyevent@" + db.index() + "__:" + event), key);
    }
  }
}

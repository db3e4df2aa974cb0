package glasshouse.engine.command.stream;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamPending;

/**
 * What replicas are told of a group instead of the command that changed it: who has which entry
 * since when (XCLAIM), how far the group has come (XGROUP SETID), who came to it (XGROUP
 * CREATECONSUMER).
 *
 * @param key the name of the stream
 */
record GroupEffects(Call call, byte[] key, StreamGroup group) {
  /** The consumer of this name, made when there is none; it was seen now. */
  StreamConsumer consumer(byte[] name) {
    StreamConsumer known = group.consumer(name);
    if (known == null) {
      return newConsumer(name);
    }
    known.seenAt(call.now());
    return known;
  }

  /** A new consumer. */
  StreamConsumer newConsumer(byte[] name) {
    StreamConsumer made = group.addConsumer(name, call.now());
    call.dirty(1);
    call.notify(key, NotifyClass.STREAM, "xgroup-createconsumer");
    return made;
  }

  /** Tells who has the entry; {@code id} in the words in which it was asked for. */
  void claimed(byte[] id, StreamPending pending) {
    call.replicateAlso(
        Bytes.of("XCLAIM"),
        key,
        group.name(),
        pending.consumer().name(),
        Bytes.of("0"),
        id,
        Bytes.of("TIME"),
        Numbers.decimal(pending.deliveredAt()),
        Bytes.of("RETRYCOUNT"),
        Numbers.decimal(pending.deliveries()),
        Bytes.of("FORCE"),
        Bytes.of("JUSTID"),
        Bytes.of("LASTID"),
        group.lastId().bytes());
  }

  /** Tells how far the group has come. */
  void moved() {
    call.replicateAlso(
        Bytes.of("XGROUP"),
        Bytes.of("SETID"),
        key,
        group.name(),
        group.lastId().bytes(),
        Bytes.of("ENTRIESREAD"),
        Numbers.decimal(group.entriesRead()));
  }

  /** Tells that there is a consumer. */
  void created(StreamConsumer consumer) {
    call.replicateAlso(
        Bytes.of("XGROUP"), Bytes.of("CREATECONSUMER"), key, group.name(), consumer.name());
  }
}

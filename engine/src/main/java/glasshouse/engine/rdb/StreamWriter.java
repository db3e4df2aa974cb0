package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamNode;
import glasshouse.engine.keyspace.StreamValue;

/** Writes a stream; see {@link StreamReader} for the form. */
final class StreamWriter {
  private static final int KEY = 16;

  private final ValueWriter values;
  private final boolean counts;
  private final ByteBuilder out;
  private final ByteBuilder node = new ByteBuilder(4096);

  /** A writer to {@code out}; {@code counts} as from Redis 7.0 on (type 19). */
  StreamWriter(ValueWriter values, boolean counts, ByteBuilder out) {
    this.values = values;
    this.counts = counts;
    this.out = out;
  }

  void write(StreamValue stream) {
    ValueWriter.length(stream.nodes(), out);
    for (int i = 0; i < stream.nodes(); i++) {
      StreamNode part = stream.node(i);
      ValueWriter.length(KEY, out);
      part.id().appendKey(out);
      node.clear();
      part.appendTo(node);
      values.blob(node.array(), 0, node.length(), out);
    }
    ValueWriter.length(stream.length(), out);
    id(stream.lastId());
    if (counts) {
      id(stream.firstId());
      id(stream.maxDeletedId());
      ValueWriter.length(stream.entriesAdded(), out);
    }
    ValueWriter.length(stream.groups().size(), out);
    stream.groups().forEach(this::group);
  }

  private void group(StreamGroup group) {
    values.string(group.name(), 0, group.name().length, out);
    id(group.lastId());
    if (counts) {
      ValueWriter.length(group.entriesRead(), out);
    }
    ValueWriter.length(group.pending().size(), out);
    group
        .pending()
        .forEach(
            (id, pending) -> {
              id.appendKey(out);
              ValueWriter.little(pending.deliveredAt(), 8, out);
              ValueWriter.length(pending.deliveries(), out);
            });
    ValueWriter.length(group.consumers().size(), out);
    for (StreamConsumer consumer : group.consumers()) {
      values.string(consumer.name(), 0, consumer.name().length, out);
      ValueWriter.little(consumer.seenAt(), 8, out);
      ValueWriter.length(consumer.pending().size(), out);
      consumer.pending().keySet().forEach(id -> id.appendKey(out));
    }
  }

  private void id(StreamId id) {
    ValueWriter.length(id.ms(), out);
    ValueWriter.length(id.seq(), out);
  }
}

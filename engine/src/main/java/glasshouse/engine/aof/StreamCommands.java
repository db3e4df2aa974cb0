package glasshouse.engine.aof;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamCursor;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;

/** Writes a stream as the commands that make it (Redis, rewriteStreamObject). */
final class StreamCommands {
  private final byte[] key;
  private final ByteBuilder out;

  StreamCommands(byte[] key, ByteBuilder out) {
    this.key = key;
    this.out = out;
  }

  void write(StreamValue stream) {
    if (stream.length() == 0) {
      command(word("XADD"), key, word("MAXLEN"), word("0"), word("0-1"), word("x"), word("y"));
    }
    StreamCursor entries = stream.range(StreamId.MIN, StreamId.MAX, false);
    while (entries.next()) {
      out.put('*').decimal(3L + 2L * entries.fields()).crlf();
      bulk(word("XADD"));
      bulk(key);
      bulk(entries.id().bytes());
      entries.visit(
          (bytes, at, length) -> out.put('$').decimal(length).crlf().put(bytes, at, length).crlf());
    }
    command(
        word("XSETID"),
        key,
        stream.lastId().bytes(),
        word("ENTRIESADDED"),
        number(stream.entriesAdded()),
        word("MAXDELETEDID"),
        stream.maxDeletedId().bytes());
    stream.groups().forEach(this::group);
  }

  private void group(StreamGroup group) {
    command(
        word("XGROUP"),
        word("CREATE"),
        key,
        group.name(),
        group.lastId().bytes(),
        word("ENTRIESREAD"),
        number(group.entriesRead()));
    group.consumers().forEach(consumer -> consumer(group, consumer));
  }

  private void consumer(StreamGroup group, StreamConsumer consumer) {
    if (consumer.pending().isEmpty()) {
      command(word("XGROUP"), word("CREATECONSUMER"), key, group.name(), consumer.name());
    }
    consumer
        .pending()
        .forEach(
            (id, pending) ->
                command(
                    word("XCLAIM"),
                    key,
                    group.name(),
                    consumer.name(),
                    word("0"),
                    id.bytes(),
                    word("TIME"),
                    number(pending.deliveredAt()),
                    word("RETRYCOUNT"),
                    number(pending.deliveries()),
                    word("JUSTID"),
                    word("FORCE")));
  }

  private void command(byte[]... words) {
    Args.of(words).encode(out);
  }

  private void bulk(byte[] bytes) {
    out.put('$').decimal(bytes.length).crlf().put(bytes).crlf();
  }

  private static byte[] word(String text) {
    return Bytes.of(text);
  }

  private static byte[] number(long value) {
    return Bytes.of(Long.toString(value));
  }
}

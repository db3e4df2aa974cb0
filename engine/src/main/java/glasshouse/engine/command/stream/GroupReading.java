package glasshouse.engine.command.stream;

import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.SliceVisitor;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamCursor;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamPending;
import glasshouse.engine.keyspace.StreamProgress;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.ReplyWriter;
import java.util.Map;
import java.util.Objects;

/** One consumer of a group reads one stream: what is new to the group, or what it has already. */
final class GroupReading {
  private final Call call;
  private final ReadRequest asked;
  private final int key;
  private final StreamValue stream;
  private final StreamGroup group;
  private final GroupEffects effects;

  private GroupReading(
      Call call, ReadRequest asked, int key, StreamValue stream, StreamGroup group) {
    this.call = call;
    this.asked = asked;
    this.key = key;
    this.stream = stream;
    this.group = group;
    effects = new GroupEffects(call, call.args().bytes(key), group);
  }

  /** Of the key at argument {@code key}, which is known to have the group. */
  static GroupReading at(Call call, ReadRequest asked, int key) {
    StreamValue stream = Objects.requireNonNull(call.readToChange(key, StreamValue.class));
    byte[] name = call.args().bytes(asked.groupAt);
    return of(call, asked, key, stream, Objects.requireNonNull(stream.group(name)));
  }

  static GroupReading of(
      Call call, ReadRequest asked, int key, StreamValue stream, StreamGroup group) {
    return new GroupReading(call, asked, key, stream, group);
  }

  /** Reads above {@code after}, or what is new; false, with nothing written, when nothing is. */
  boolean read(StreamId after) {
    if (!after.isLast()) {
      StreamConsumer consumer = consumer();
      ReadCommands.head(call, key);
      history(consumer, after);
      call.dirty(1);
      return true;
    }
    if (stream.length() == 0 || stream.lastEntryId().compareTo(group.lastId()) <= 0) {
      return false;
    }
    readNew();
    call.dirty(1);
    return true;
  }

  private StreamConsumer consumer() {
    byte[] name = call.args().bytes(asked.groupAt + 1);
    boolean fresh = group.consumer(name) == null;
    StreamConsumer consumer = effects.consumer(name);
    if (fresh && asked.noAck) {
      effects.created(consumer);
    }
    return consumer;
  }

  /** Writes the name of the stream and what the group was not given yet. */
  void readNew() {
    final StreamConsumer consumer = consumer();
    ReadCommands.head(call, key);
    ReplyWriter reply = call.reply();
    SliceVisitor bulk = reply::bulk;
    StreamCursor range = stream.range(group.lastId().next(), StreamId.MAX, false);
    int mark = reply.open();
    long shown = 0;
    while ((asked.count == 0 || shown < asked.count) && range.next()) {
      StreamId id = range.id();
      advance(id);
      Entries.one(reply, range, bulk);
      if (!asked.noAck) {
        StreamPending pending = group.deliver(id, consumer, call.now(), 1);
        effects.claimed(id.bytes(), pending);
      }
      shown++;
    }
    if (asked.noAck && shown > 0) {
      effects.moved();
    }
    reply.closeArray(mark, shown);
  }

  private void advance(StreamId id) {
    if (group.entriesRead() != StreamGroup.UNKNOWN && !StreamProgress.hasGapFrom(stream, id)) {
      group.entriesRead(group.entriesRead() + 1);
    } else if (stream.entriesAdded() != 0) {
      group.entriesRead(StreamProgress.entriesUpTo(stream, id));
    }
    group.lastId(id);
  }

  /** What the consumer has not acknowledged; entries that are gone show their id alone. */
  private void history(StreamConsumer consumer, StreamId after) {
    ReplyWriter reply = call.reply();
    int mark = reply.open();
    long shown = 0;
    for (Map.Entry<StreamId, StreamPending> held :
        consumer.pending().tailMap(after.next(), true).entrySet()) {
      if (asked.count > 0 && shown == asked.count) {
        break;
      }
      if (Entries.byId(reply, stream, held.getKey())) {
        held.getValue().delivered(call.now(), held.getValue().deliveries() + 1);
      } else {
        reply.array(2);
        Entries.id(reply, held.getKey());
        reply.nilArray();
      }
      shown++;
    }
    reply.closeArray(mark, shown);
  }
}

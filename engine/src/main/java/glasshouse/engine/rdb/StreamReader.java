package glasshouse.engine.rdb;

import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamProgress;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.ValueRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream, one item a step: the nodes, each with its first id; the length and the last id
 * (from type 19 on also the first id, the greatest deleted one, and the count of all ever added);
 * the groups, each with its last id (and count read), what is pending in it, and its consumers,
 * each with the ids that it has.
 */
final class StreamReader {
  private enum Phase {
    NODES,
    FIGURES,
    GROUPS,
    PENDING,
    CONSUMERS,
    HELD
  }

  private record Delivery(long at, long times) {}

  private final int type;
  private final RdbInput in;
  private final StreamValue stream;
  private final Map<StreamId, Delivery> unowned = new LinkedHashMap<>();
  private Phase phase = Phase.NODES;
  private long nodes;
  private long groups;
  private long pending;
  private long consumers;
  private long held;
  private StreamId last = StreamId.MIN;
  private @Nullable StreamGroup group;
  private @Nullable StreamConsumer consumer;

  /** A reader of what follows; the number of nodes is read at once. */
  StreamReader(int type, ValueRules rules, RdbInput in) throws RdbException {
    this.type = type;
    this.in = in;
    stream = new StreamValue(rules);
    nodes = in.length();
  }

  private boolean counts() {
    return type != RdbType.STREAM_LISTPACKS;
  }

  /** Reads one more item; the value when it was the last. */
  @Nullable StreamValue step() throws RdbException {
    if (phase == Phase.NODES && nodes == 0) {
      phase = Phase.FIGURES;
    }
    switch (phase) {
      case NODES -> node();
      case FIGURES -> figures();
      case GROUPS -> group();
      case PENDING -> pending();
      case CONSUMERS -> consumer();
      case HELD -> held();
    }
    return advance() ? stream : null;
  }

  /** Goes over phases that have nothing left; true when all is read. */
  private boolean advance() throws RdbException {
    if (phase == Phase.HELD && held == 0) {
      phase = Phase.CONSUMERS;
    }
    if (phase == Phase.PENDING && pending == 0) {
      phase = Phase.CONSUMERS;
      consumers = -1;
    }
    if (phase == Phase.CONSUMERS && consumers == 0) {
      if (!unowned.isEmpty()) {
        throw RdbException.content(
            in.offset(),
            "Stream CG PEL entry without consumer",
            "expected a consumer for each pending entry");
      }
      phase = Phase.GROUPS;
    }
    return phase == Phase.GROUPS && groups == 0;
  }

  private void node() throws RdbException {
    long start = in.offset();
    in.blob();
    if (in.blobLength != 16) {
      throw new RdbException(start, "expected an id of 16 bytes, saw " + in.blobLength);
    }
    RdbInput key = new RdbInput();
    key.window(in.blobBytes, in.blobAt, in.blobAt + 16, start);
    StreamId first = new StreamId(Long.reverseBytes(key.i64()), Long.reverseBytes(key.i64()));
    start = in.offset();
    in.blob();
    StreamNodeReader reader = new StreamNodeReader(first, last, in, start);
    stream.append(reader.read());
    last = reader.last();
    nodes--;
  }

  private void figures() throws RdbException {
    long start = in.offset();
    long length = in.length();
    final StreamId lastId = id();
    StreamId firstId = counts() ? id() : StreamId.MIN;
    StreamId maxDeletedId = counts() ? id() : StreamId.MIN;
    long added = counts() ? in.anyLength() : length;
    groups = in.length();
    if (length != stream.length()) {
      throw RdbException.content(
          start,
          "Stream length inconsistent with rax entries",
          "expected a stream of length " + stream.length() + ", saw " + length);
    }
    if (lastId.compareTo(last) < 0) {
      throw new RdbException(start, "expected a last id from " + last + " on, saw " + lastId);
    }
    stream.lastId(lastId);
    stream.firstId(firstId);
    stream.maxDeletedId(maxDeletedId);
    stream.entriesAdded(added);
    if (!counts()) {
      stream.findFirst();
    }
    phase = Phase.GROUPS;
  }

  private void group() throws RdbException {
    long start = in.offset();
    byte[] name = in.string();
    StreamId lastId = id();
    long read = counts() ? in.anyLength() : StreamProgress.entriesUpTo(stream, lastId);
    pending = in.length();
    StreamGroup made = new StreamGroup(name, lastId, read);
    if (!stream.addGroup(made)) {
      throw new RdbException(start, "expected another group of a stream, saw one twice");
    }
    group = made;
    groups--;
    phase = Phase.PENDING;
  }

  private void pending() throws RdbException {
    long start = in.offset();
    StreamId id = key();
    long at = in.i64();
    if (unowned.putIfAbsent(id, new Delivery(at, in.anyLength())) != null) {
      throw new RdbException(start, "expected another pending entry of a group, saw one twice");
    }
    pending--;
  }

  private void consumer() throws RdbException {
    if (consumers < 0) {
      consumers = in.length();
      return;
    }
    long start = in.offset();
    byte[] name = in.string();
    long seenAt = in.i64();
    if (type == RdbType.STREAM_LISTPACKS_3) {
      in.i64();
    }
    held = in.length();
    StreamGroup of = Objects.requireNonNull(group);
    if (of.consumer(name) != null) {
      throw RdbException.content(
          start,
          "Duplicate stream consumer detected.",
          "expected another consumer of a group, saw one twice");
    }
    consumer = of.addConsumer(name, seenAt);
    consumers--;
    phase = Phase.HELD;
  }

  private void held() throws RdbException {
    long start = in.offset();
    StreamId id = key();
    Delivery delivery = unowned.remove(id);
    if (delivery == null) {
      throw new RdbException(start, "expected an entry that is pending in the group, saw " + id);
    }
    Objects.requireNonNull(group)
        .deliver(id, Objects.requireNonNull(consumer), delivery.at, delivery.times);
    held--;
  }

  private StreamId key() {
    long ms = Long.reverseBytes(in.i64());
    return new StreamId(ms, Long.reverseBytes(in.i64()));
  }

  private StreamId id() throws RdbException {
    long ms = in.anyLength();
    return new StreamId(ms, in.anyLength());
  }
}

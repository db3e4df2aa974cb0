package glasshouse.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamCursor;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamTrim;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.ValueRules;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Streams in the three forms of RDB files, and damaged ones. */
class StreamFormsTest {
  private static final byte[] KEY = Bytes.of("s");
  private static final int SEEN_AT = 0x5EED;

  /** Entries 1, 3 and 4 of 1 to 4, in nodes of three; a group that read 1 and 3, one pending. */
  private static StreamValue stream() {
    ValueRules rules = new ValueRules(1);
    rules.streamNodeEntries = 3;
    StreamValue stream = new StreamValue(rules);
    for (int i = 1; i <= 4; i++) {
      byte[] field = Bytes.of(i == 3 ? "other" : "field");
      stream.append(new StreamId(i, i), new SomeFields(field, Bytes.of("" + i * 1000)));
    }
    stream.remove(new StreamId(2, 2));
    stream.maxDeletedId(new StreamId(2, 2));
    stream.findFirst();
    StreamGroup group = new StreamGroup(Bytes.of("group"), new StreamId(3, 3), 3);
    StreamConsumer consumer = group.addConsumer(Bytes.of("reader"), SEEN_AT);
    group.deliver(new StreamId(3, 3), consumer, 77, 2);
    stream.addGroup(group);
    return stream;
  }

  private static byte[] file(StreamValue stream, int version) {
    Keyspace keyspace = RdbFiles.empty();
    keyspace.database(0).set(KEY, stream);
    return RdbFiles.write(keyspace, new RdbFormat(version, false, false));
  }

  private static StreamValue read(byte[] file) throws RdbException {
    Keyspace keyspace = RdbFiles.read(file, 1, false).keyspace;
    var entry = Objects.requireNonNull(keyspace.database(0).physical(KEY));
    return (StreamValue) entry.value();
  }

  private static String figures(StreamValue stream) {
    StreamGroup group = Objects.requireNonNull(stream.group(Bytes.of("group")));
    StreamConsumer consumer = Objects.requireNonNull(group.consumer(Bytes.of("reader")));
    return String.join(
        " ",
        stream.length() + "/" + stream.nodes(),
        stream.firstId() + ".." + stream.lastId(),
        stream.maxDeletedId() + "/" + stream.entriesAdded(),
        group.lastId() + "/" + group.entriesRead(),
        consumer.seenAt() + "/" + consumer.pending().keySet());
  }

  @Test
  void theFormOf70KeepsAllFigures() throws RdbException {
    assertThat(figures(read(file(stream(), 10))))
        .isEqualTo(figures(stream()))
        .isEqualTo("3/2 1-1..4-4 2-2/4 3-3/3 24301/[3-3]");
  }

  @Test
  void theFormOf50LacksCountsWhichAreGuessed() throws RdbException {
    assertThat(figures(read(file(stream(), 9)))).isEqualTo("3/2 1-1..4-4 0-0/3 3-3/-1 24301/[3-3]");
  }

  @Test
  void theFormOf72TellsAlsoWhenAConsumerWasActive() throws RdbException {
    byte[] old = file(stream(), 10);
    String text = Bytes.text(old);
    int type = text.indexOf("\u0013\u0001s");
    int seen = text.indexOf("\u00ed^\0\0\0\0\0\0") + 8;
    ByteBuilder file = new ByteBuilder(old.length + 8).put(old, 0, seen);
    file.put(new byte[8]).put(old, seen, old.length - seen);
    file.array()[type] = 21;
    file.array()[8] = '1';
    assertThat(figures(read(file.toByteArray()))).isEqualTo(figures(stream()));
  }

  @Test
  void aDeletedEntryMayHaveAnIdAboveThoseThatFollow() throws RdbException {
    StreamValue stream = stream();
    stream.append(new StreamId(9, 0), new SomeFields(KEY, KEY));
    stream.remove(new StreamId(9, 0));
    // XSETID goes back behind it.
    stream.lastId(new StreamId(6, 0));
    stream.append(new StreamId(7, 0), new SomeFields(KEY, KEY));
    StreamValue read = read(file(stream, 10));
    StreamCursor cursor = read.range(StreamId.MIN, new StreamId(8, 0), false);
    StreamId last = StreamId.MIN;
    while (cursor.next()) {
      last = cursor.id();
    }
    assertThat(last).isEqualTo(read.lastId()).isEqualTo(new StreamId(7, 0));
    read.lastId(new StreamId(6, 0));
    assertThatThrownBy(() -> read(file(read, 10)))
        .hasMessageContaining("expected a last id from 7-0 on, saw 6-0");
  }

  @Test
  void whatIsWrongIsNamed() {
    refuses(
        "\u0002\u0001\u0001\u0001\u0001\u0001", 0, 3, "3 entries and 1 deleted ones, saw 2 and 1");
    refuses("\u0002\u0001\u0001\u0001\u0001\u0001", 4, 2, "expected a zero behind the fields");
    refuses("\u0085field", 9, 7, "expected flags of an entry, saw 7");
    refuses("\u0085field", 11, 1, "expected an id above 0-0, saw 2-1");
    refuses("\u0006reader", -11, 9, "expected an entry that is pending in the group, saw 3-3");
  }

  private static void refuses(String where, int at, int value, String why) {
    byte[] file = file(stream(), 10);
    int found = Bytes.text(file).indexOf(where);
    assertThat(found).isNotNegative();
    file[found + at] = (byte) value;
    assertThatThrownBy(() -> read(file)).isInstanceOf(RdbException.class).hasMessageContaining(why);
  }

  @Test
  void aDamagedStreamIsRefusedOrCanBeUsed() {
    byte[] file = file(stream(), 10);
    int from = Bytes.text(file).indexOf("\u0013\u0001s");
    int refused = 0;
    for (int bit = from * 8; bit < file.length * 8; bit++) {
      for (int other = bit; other < Math.min(bit + 70, file.length * 8); other += 3) {
        byte[] damaged = file.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        damaged[other / 8] ^= (byte) (other == bit ? 0 : 1 << other % 8);
        try {
          RdbFiles.read(damaged, damaged.length, false)
              .keyspace
              .database(0)
              .forEach(entry -> use(entry.value()));
        } catch (RdbException _) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  private static void use(Object value) {
    if (value instanceof StreamValue stream) {
      for (boolean reverse : new boolean[] {false, true}) {
        StreamCursor cursor = stream.range(StreamId.MIN, StreamId.MAX, reverse);
        while (cursor.next()) {
          cursor.visit((bytes, at, length) -> Objects.checkFromIndexSize(at, length, bytes.length));
        }
      }
      stream.radixNodes();
      StreamValue twin = stream.copy();
      assertThat(Digest.ofValue(twin, false)).isEqualTo(Digest.ofValue(stream, false));
      twin.append(StreamId.MAX, new SomeFields(KEY, KEY));
      twin.remove(new StreamId(3, 3));
      twin.trim(new StreamTrim(0, new StreamId(2, 0), false, 0));
      twin.trim(new StreamTrim(1, null, false, 0));
      file(twin, 9);
    }
  }
}

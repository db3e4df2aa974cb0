package glasshouse.engine.command.stream;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client that waits in XREAD or XREADGROUP knew when it began: above which ids it wants
 * entries. One that named no count gets a thousand entries at most.
 */
final class StreamWait implements Blocking.Condition {
  private static final int USUAL_COUNT = 1000;

  private final List<byte[]> keys;
  private final StreamId[] after;
  private final byte @Nullable [] group;
  private final Args again;

  StreamWait(ReadRequest asked, Args args, List<byte[]> keys, StreamId[] after) {
    this.keys = keys;
    this.after = after;
    group = asked.grouped ? args.bytes(asked.groupAt) : null;
    again = again(asked, args);
  }

  private Args again(ReadRequest asked, Args args) {
    List<byte[]> words = new ArrayList<>();
    words.add(args.bytes(0));
    if (asked.grouped) {
      words.add(Bytes.of("GROUP"));
      words.add(args.bytes(asked.groupAt));
      words.add(args.bytes(asked.groupAt + 1));
    }
    words.add(Bytes.of("COUNT"));
    words.add(Numbers.decimal(asked.count == 0 ? USUAL_COUNT : asked.count));
    if (asked.noAck) {
      words.add(Bytes.of("NOACK"));
    }
    words.add(Bytes.of("STREAMS"));
    words.addAll(keys);
    for (StreamId id : after) {
      words.add(asked.grouped ? Bytes.of(">") : id.bytes());
    }
    return Args.of(words.toArray(new byte[0][]));
  }

  @Override
  public boolean serves(byte[] key, Value value) {
    StreamValue stream = (StreamValue) value;
    if (group != null) {
      StreamGroup found = stream.group(group);
      return found == null || stream.lastId().compareTo(found.lastId()) > 0;
    }
    for (int i = 0; i < after.length; i++) {
      if (Arrays.equals(keys.get(i), key)) {
        return stream.lastId().compareTo(after[i]) > 0;
      }
    }
    return false;
  }

  @Override
  public @Nullable String goneError() {
    return group == null ? null : "UNBLOCKED the stream key no longer exists";
  }

  @Override
  public Args again() {
    return again;
  }
}

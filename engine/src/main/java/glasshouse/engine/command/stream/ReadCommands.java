package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.BLOCKING;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * XREAD and XREADGROUP. First all keys and ids are looked at (errors win here), then each stream is
 * read that has something; when none has, the client waits for the first one that gets something.
 */
final class ReadCommands {
  private ReadCommands() {}

  static final CommandSpec XREAD =
      CommandSpec.of("xread", -4)
          .flags(READONLY, BLOCKING)
          .keysBy(args -> ReadRequest.keys(args, 1))
          .since("5.0.0")
          .group("stream")
          .complexity("O(N) for N entries returned of each stream")
          .summary("Entries of several streams above given ids, waiting for them")
          .grammar("[COUNT=count] [BLOCK=milliseconds] STREAMS=streams(key... id...)")
          .run(call -> read(call, false));

  static final CommandSpec XREADGROUP =
      CommandSpec.of("xreadgroup", -7)
          .flags(WRITE, BLOCKING)
          .keysBy(args -> ReadRequest.keys(args, 4))
          .since("5.0.0")
          .group("stream")
          .complexity("O(N) for N entries returned of each stream")
          .summary("Entries of several streams that a group was not given yet, waiting for them")
          .grammar(
              "GROUP=(group consumer) [COUNT=count] [BLOCK=milliseconds] [NOACK] "
                  + "STREAMS=streams(key... id...)")
          .run(call -> read(call, true));

  private static void read(Call call, boolean grouped) {
    ReadRequest asked = ReadRequest.parse(call, grouped);
    call.replicateNothing();
    byte[] ready = call.readyKey();
    if (ready != null) {
      serve(call, asked, ready);
      return;
    }
    StreamId[] after = new StreamId[asked.streams];
    for (int i = 0; i < after.length; i++) {
      after[i] = resolve(call, asked, i);
    }
    if (readAll(call, asked, after)) {
      return;
    }
    if (asked.deadline == ReadRequest.AT_ONCE || !call.mayBlock()) {
      call.reply().nilArray();
      return;
    }
    List<byte[]> keys = new ArrayList<>(asked.streams);
    for (int i = 0; i < asked.streams; i++) {
      keys.add(call.args().bytes(asked.firstKey + i));
    }
    StreamWait wait = new StreamWait(asked, call.args(), keys, after);
    call.block(new Blocking(keys, StreamValue.class, asked.deadline, true, wait));
  }

  /** The id above which stream {@code i} is read; the last one for what is new to a group. */
  private static StreamId resolve(Call call, ReadRequest asked, int i) {
    Args args = call.args();
    int key = asked.firstKey + i;
    int id = key + asked.streams;
    StreamValue stream = call.read(key, StreamValue.class);
    if (asked.grouped && (stream == null || stream.group(args.bytes(asked.groupAt)) == null)) {
      throw new ErrorReply(
          Words.noGroup(args, key, asked.groupAt).line() + " in XREADGROUP with GROUP option");
    }
    if (args.is(id, "$")) {
      if (asked.grouped) {
        throw new ErrorReply(
            "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the"
                + " history of this consumer by specifying a proper ID, or use the > ID to get new"
                + " messages. The $ ID would just return an empty result set.");
      }
      return stream == null ? StreamId.MIN : stream.lastId();
    }
    if (args.is(id, ">")) {
      if (!asked.grouped) {
        throw new ErrorReply(
            "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
                + " <consumer> option.");
      }
      return StreamId.MAX;
    }
    return StreamIds.strict(args, id);
  }

  /** Reads each stream that has something; false, with nothing written, when none has. */
  private static boolean readAll(Call call, ReadRequest asked, StreamId[] after) {
    ReplyWriter reply = call.reply();
    int mark = reply.open();
    int answered = 0;
    for (int i = 0; i < after.length; i++) {
      int key = asked.firstKey + i;
      boolean read =
          asked.grouped
              ? GroupReading.at(call, asked, key).read(after[i])
              : readPlain(call, key, after[i], asked.count);
      answered += read ? 1 : 0;
    }
    if (answered > 0 && reply.protocol() == 3) {
      reply.closeMap(mark, answered);
    } else if (answered > 0) {
      reply.closeArray(mark, answered);
    }
    return answered > 0;
  }

  private static boolean readPlain(Call call, int key, StreamId after, long count) {
    StreamValue stream = call.read(key, StreamValue.class);
    if (stream == null || stream.length() == 0 || stream.lastEntryId().compareTo(after) <= 0) {
      return false;
    }
    head(call, key);
    Entries.range(call.reply(), stream.range(after.next(), StreamId.MAX, false), count);
    return true;
  }

  /** The name of a stream, before its entries. */
  static void head(Call call, int key) {
    if (call.reply().protocol() == 2) {
      call.reply().array(2);
    }
    Args args = call.args();
    call.reply().bulk(args.data(), args.offset(key), args.length(key));
  }

  /** Answers a client that waited, from the one stream that got something. */
  private static void serve(Call call, ReadRequest asked, byte[] ready) {
    int key = asked.firstKey;
    while (!call.args().same(key, ready)) {
      key++;
    }
    StreamValue stream = Objects.requireNonNull(call.write(key, StreamValue.class));
    StreamGroup group = asked.grouped ? stream.group(call.args().bytes(asked.groupAt)) : null;
    if (asked.grouped && group == null) {
      throw new ErrorReply(
          "NOGROUP the consumer group this client was blocked on no longer exists");
    }
    if (call.reply().protocol() == 3) {
      call.reply().map(1);
    } else {
      call.reply().array(1);
    }
    if (group != null) {
      GroupReading.of(call, asked, key, stream, group).readNew();
    } else {
      head(call, key);
      StreamId after = StreamIds.strict(call.args(), key + asked.streams);
      Entries.range(call.reply(), stream.range(after.next(), StreamId.MAX, false), asked.count);
    }
  }
}

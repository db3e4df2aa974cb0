package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamPending;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What was delivered and not acknowledged: telling it, and acknowledging. */
final class PendingCommands {
  private PendingCommands() {}

  static final CommandSpec XACK =
      CommandSpec.of("xack", -4)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(N) for N ids")
          .summary("Say that entries given to a group are dealt with")
          .grammar("key group id...")
          .run(PendingCommands::acknowledge);

  private static void acknowledge(Call call) {
    Args args = call.args();
    StreamValue stream = call.readToChange(1, StreamValue.class);
    StreamGroup group = stream == null ? null : stream.group(args.bytes(2));
    if (group == null) {
      call.reply().integer(0);
      return;
    }
    StreamId[] ids = new StreamId[args.count() - 3];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = StreamIds.strict(args, i + 3);
    }
    long done = 0;
    for (StreamId id : ids) {
      done += group.acknowledge(id) ? 1 : 0;
    }
    call.dirty(done);
    call.reply().integer(done);
  }

  static final CommandSpec XPENDING =
      CommandSpec.of("xpending", -3)
          .flags(READONLY, RANDOM)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(N) for N entries looked at")
          .summary("What a group was given and has not acknowledged")
          .grammar(
              "key group [filters([IDLE=min-idle-time:integer@6.2.0] start:string "
                  + "end:string count [consumer])]")
          .run(PendingCommands::pending);

  private static void pending(Call call) {
    Args args = call.args();
    int words = args.count();
    if (words != 3 && (words < 6 || words > 9)) {
      throw ErrorReply.syntax();
    }
    Range range = words == 3 ? null : Range.parse(args);
    StreamValue stream = call.read(1, StreamValue.class);
    StreamGroup group = stream == null ? null : stream.group(args.bytes(2));
    if (group == null) {
      throw Words.noGroup(args, 1, 2);
    }
    if (range == null) {
      summary(call.reply(), group);
    } else {
      range.reply(call, group);
    }
  }

  private static void summary(ReplyWriter reply, StreamGroup group) {
    NavigableMap<StreamId, StreamPending> pending = group.pending();
    reply.array(4);
    reply.integer(pending.size());
    if (pending.isEmpty()) {
      reply.nil();
      reply.nil();
      reply.nilArray();
      return;
    }
    Entries.id(reply, pending.firstKey());
    Entries.id(reply, pending.lastKey());
    List<StreamConsumer> busy =
        group.consumers().stream().filter(c -> !c.pending().isEmpty()).toList();
    reply.array(busy.size());
    for (StreamConsumer consumer : busy) {
      reply.array(2);
      reply.bulk(consumer.name());
      reply.bulk(consumer.pending().size());
    }
  }

  /**
   * Which pending entries are asked for.
   *
   * @param consumerAt where the consumer's name stands, 0 for all consumers
   */
  private record Range(StreamId from, StreamId to, long count, long minIdle, int consumerAt) {
    static Range parse(Args args) {
      int at = 3;
      long minIdle = 0;
      if (args.is(3, "IDLE")) {
        minIdle = args.longAt(4);
        if (args.count() < 8) {
          throw ErrorReply.syntax();
        }
        at = 5;
      }
      long count = Math.max(0, args.longAt(at + 2));
      StreamId from = StreamIds.from(args, at);
      StreamId to = StreamIds.to(args, at + 1);
      return new Range(from, to, count, minIdle, at + 3 < args.count() ? at + 3 : 0);
    }

    void reply(Call call, StreamGroup group) {
      ReplyWriter reply = call.reply();
      NavigableMap<StreamId, StreamPending> pending = group.pending();
      if (consumerAt > 0) {
        StreamConsumer consumer = group.consumer(call.args().bytes(consumerAt));
        if (consumer == null) {
          reply.array(0);
          return;
        }
        pending = consumer.pending();
      }
      int mark = reply.open();
      long shown = 0;
      for (Map.Entry<StreamId, StreamPending> entry : pending.tailMap(from, true).entrySet()) {
        if (shown == count || entry.getKey().compareTo(to) > 0) {
          break;
        }
        long idle = entry.getValue().idle(call.now());
        if (minIdle == 0 || idle >= minIdle) {
          one(reply, entry.getKey(), entry.getValue(), idle);
          shown++;
        }
      }
      reply.closeArray(mark, shown);
    }

    private static void one(ReplyWriter reply, StreamId id, StreamPending pending, long idle) {
      reply.array(4);
      Entries.id(reply, id);
      reply.bulk(pending.consumer().name());
      reply.integer(Math.max(0, idle));
      reply.integer(pending.deliveries());
    }
  }
}

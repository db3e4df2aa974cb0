package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.RANDOM;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * XAUTOCLAIM: a consumer takes over what has been pending for long, from an id on. At most {@code
 * count} entries are claimed or found gone, and ten times as many are looked at.
 */
final class AutoClaimCommand {
  private static final int USUAL_COUNT = 100;
  private static final int LOOKS_PER_ENTRY = 10;
  private static final long MOST = Long.MAX_VALUE / 16;

  private final Call call;
  private final StreamValue stream;
  private final StreamGroup group;
  private final GroupEffects effects;
  private final Options options;

  private AutoClaimCommand(Call call, StreamValue stream, StreamGroup group, Options options) {
    this.call = call;
    this.stream = stream;
    this.group = group;
    this.options = options;
    effects = new GroupEffects(call, call.args().bytes(1), group);
  }

  static final CommandSpec XAUTOCLAIM =
      CommandSpec.of("xautoclaim", -6)
          .flags(WRITE, FAST, RANDOM)
          .keys(1, 1, 1)
          .since("6.2.0")
          .group("stream")
          .complexity("O(N) for N entries looked at")
          .summary("Take over what has long been pending with other consumers")
          .grammar("key group consumer min-idle-time start:string [COUNT=count] [JUSTID]")
          .run(AutoClaimCommand::claim);

  private record Options(long minIdle, StreamId from, long count, boolean idsOnly) {
    static Options parse(Args args) {
      if (!args.isLong(4)) {
        throw new ErrorReply("ERR Invalid min-idle-time argument for XAUTOCLAIM");
      }
      long minIdle = args.longAt(4);
      StreamId from = StreamIds.from(args, 5);
      long count = USUAL_COUNT;
      boolean idsOnly = false;
      for (int i = 6; i < args.count(); i++) {
        if (i + 1 < args.count() && args.is(i, "COUNT")) {
          i++;
          if (!args.isLong(i) || args.longAt(i) < 1 || args.longAt(i) > MOST) {
            throw new ErrorReply("ERR COUNT must be > 0");
          }
          count = args.longAt(i);
        } else if (args.is(i, "JUSTID")) {
          idsOnly = true;
        } else {
          throw ErrorReply.syntax();
        }
      }
      return new Options(minIdle, from, count, idsOnly);
    }
  }

  private static void claim(Call call) {
    Args args = call.args();
    Options options = Options.parse(args);
    StreamValue stream = call.readToChange(1, StreamValue.class);
    StreamGroup group = stream == null ? null : stream.group(args.bytes(2));
    if (stream == null || group == null) {
      throw Words.noGroup(args, 1, 2);
    }
    call.replicateNothing();
    new AutoClaimCommand(call, stream, group, options).run();
  }

  private void run() {
    StreamConsumer consumer = null;
    List<StreamId> claimed = new ArrayList<>();
    List<StreamId> gone = new ArrayList<>();
    long count = options.count;
    long looks = count * LOOKS_PER_ENTRY;
    Map.Entry<StreamId, StreamPending> next = group.pending().ceilingEntry(options.from);
    while (next != null && looks-- > 0 && count > 0) {
      StreamId id = next.getKey();
      StreamPending pending = next.getValue();
      if (!stream.contains(id)) {
        effects.claimed(id.bytes(), pending);
        group.acknowledge(id);
        gone.add(id);
        count--;
      } else if (options.minIdle <= 0 || pending.idle(call.now()) >= options.minIdle) {
        consumer = consumer == null ? effects.consumer(call.args().bytes(3)) : consumer;
        long times = pending.deliveries() + (options.idsOnly ? 0 : 1);
        effects.claimed(id.bytes(), group.deliver(id, consumer, call.now(), times));
        claimed.add(id);
        count--;
      }
      next = group.pending().higherEntry(id);
    }
    call.dirty(claimed.size() + gone.size());
    answer(next == null ? StreamId.MIN : next.getKey(), claimed, gone);
  }

  private void answer(StreamId next, List<StreamId> claimed, List<StreamId> gone) {
    ReplyWriter reply = call.reply();
    reply.array(3);
    Entries.id(reply, next);
    reply.array(claimed.size());
    for (StreamId id : claimed) {
      Entries.claimed(reply, stream, id, options.idsOnly);
    }
    reply.array(gone.size());
    gone.forEach(id -> Entries.id(reply, id));
  }
}

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
import org.jspecify.annotations.Nullable;

/**
 * XCLAIM: a consumer takes over entries that are pending with others. It is also what replicas are
 * told when entries are delivered, with FORCE. An entry that is no longer in the stream stops being
 * pending.
 */
final class ClaimCommand {
  private static final int FIRST_ID = 5;

  private final Call call;
  private final StreamValue stream;
  private final StreamGroup group;
  private final GroupEffects effects;
  private final List<StreamId> ids = new ArrayList<>();
  private long minIdle;
  private long deliveredAt = -1;
  private long deliveries = -1;
  private boolean force;
  private boolean idsOnly;
  private StreamId lastId = StreamId.MIN;

  private ClaimCommand(Call call, StreamValue stream, StreamGroup group) {
    this.call = call;
    this.stream = stream;
    this.group = group;
    effects = new GroupEffects(call, call.args().bytes(1), group);
  }

  static final CommandSpec XCLAIM =
      CommandSpec.of("xclaim", -6)
          .flags(WRITE, FAST, RANDOM)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(log N) for N pending entries")
          .summary("Take over pending entries of other consumers")
          .grammar(
              "key group consumer min-idle-time id... [IDLE=ms] "
                  + "[TIME=unix-time-milliseconds] [RETRYCOUNT=count] [FORCE] [JUSTID] "
                  + "[LASTID=id]")
          .run(ClaimCommand::claim);

  private static void claim(Call call) {
    Args args = call.args();
    StreamValue stream = call.readToChange(1, StreamValue.class);
    StreamGroup group = stream == null ? null : stream.group(args.bytes(2));
    if (stream == null || group == null) {
      throw Words.noGroup(args, 1, 2);
    }
    ClaimCommand claim = new ClaimCommand(call, stream, group);
    claim.minIdle = number(args, 4, "min-idle-time argument");
    claim.parse(args);
    call.replicateNothing();
    claim.run();
  }

  static long number(Args args, int i, String what) {
    if (!args.isLong(i)) {
      throw new ErrorReply("ERR Invalid " + what + " for XCLAIM");
    }
    return args.longAt(i);
  }

  private void parse(Args args) {
    int i = FIRST_ID;
    for (StreamId id = idAt(args, i); id != null; id = idAt(args, i)) {
      ids.add(id);
      i++;
    }
    while (i < args.count()) {
      i = option(args, i);
    }
  }

  private static @Nullable StreamId idAt(Args args, int i) {
    return i < args.count() ? StreamIds.strictOrNull(args, i) : null;
  }

  private int option(Args args, int i) {
    boolean more = i + 1 < args.count();
    if (args.is(i, "FORCE")) {
      force = true;
      return i + 1;
    }
    if (args.is(i, "JUSTID")) {
      idsOnly = true;
      return i + 1;
    }
    if (more && args.is(i, "IDLE")) {
      deliveredAt = call.now() - number(args, i + 1, "IDLE option argument");
    } else if (more && args.is(i, "TIME")) {
      deliveredAt = number(args, i + 1, "TIME option argument");
    } else if (more && args.is(i, "RETRYCOUNT")) {
      deliveries = number(args, i + 1, "RETRYCOUNT option argument");
    } else if (more && args.is(i, "LASTID")) {
      lastId = StreamIds.strict(args, i + 1);
    } else {
      throw new ErrorReply("ERR Unrecognized XCLAIM option '" + Words.shown(args, i) + "'");
    }
    return i + 2;
  }

  private void run() {
    boolean moved = lastId.compareTo(group.lastId()) > 0;
    if (moved) {
      group.lastId(lastId);
    }
    if (deliveredAt < 0 || deliveredAt > call.now()) {
      deliveredAt = call.now();
    }
    StreamConsumer consumer = null;
    ReplyWriter reply = call.reply();
    int mark = reply.open();
    long shown = 0;
    long told = 0;
    for (int i = 0; i < ids.size(); i++) {
      StreamId id = ids.get(i);
      byte[] asked = call.args().bytes(FIRST_ID + i);
      StreamPending pending = group.pending().get(id);
      if (!stream.contains(id)) {
        if (pending != null) {
          effects.claimed(asked, pending);
          group.acknowledge(id);
          told++;
        }
      } else if (pending == null ? force : pending.idle(call.now()) >= minIdle || minIdle <= 0) {
        consumer = consumer == null ? effects.consumer(call.args().bytes(3)) : consumer;
        effects.claimed(asked, deliver(id, pending, consumer));
        told++;
        Entries.claimed(reply, stream, id, idsOnly);
        shown++;
      }
    }
    call.dirty(told);
    if (moved && told == 0) {
      effects.moved();
      call.dirty(1);
    }
    reply.closeArray(mark, shown);
  }

  private StreamPending deliver(
      StreamId id, @Nullable StreamPending pending, StreamConsumer consumer) {
    long before = pending == null ? 1 : pending.deliveries();
    long times = deliveries >= 0 ? deliveries : idsOnly ? before : before + 1;
    return group.deliver(id, consumer, deliveredAt, times);
  }
}

package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on streams. */
public final class StreamFamily implements Family {
  private static final CommandSpec XLEN =
      CommandSpec.of("xlen", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(1)")
          .summary("Number of entries of a stream")
          .grammar("key")
          .run(StreamFamily::length);

  private static void length(Call call) {
    StreamValue stream = call.read(1, StreamValue.class);
    call.reply().integer(stream == null ? 0 : stream.length());
  }

  private static final CommandSpec XSETID =
      CommandSpec.of("xsetid", -3)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(1)")
          .summary("Set the last id of a stream; for replicas")
          .grammar(
              "key last-id [ENTRIESADDED=entries_added@7.0.0] "
                  + "[MAXDELETEDID=max_deleted_entry_id@7.0.0]")
          .run(StreamFamily::setId);

  private static void setId(Call call) {
    Args args = call.args();
    StreamId last = StreamIds.strict(args, 2);
    StreamId deleted = null;
    long added = -1;
    for (int i = 3; i < args.count(); i += 2) {
      if (i + 1 < args.count() && args.is(i, "ENTRIESADDED")) {
        added = args.longAt(i + 1);
        if (added < 0) {
          throw new ErrorReply("ERR entries_added must be positive");
        }
      } else if (i + 1 < args.count() && args.is(i, "MAXDELETEDID")) {
        deleted = StreamIds.strict(args, i + 1);
        if (last.compareTo(deleted) < 0) {
          throw new ErrorReply(
              "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
        }
      } else {
        throw ErrorReply.syntax();
      }
    }
    StreamValue stream = call.write(1, StreamValue.class);
    if (stream == null) {
      throw new ErrorReply("ERR no such key");
    }
    check(stream, last, added);
    set(stream, last, added, deleted);
    call.dirty(1);
    call.notify(1, NotifyClass.STREAM, "xsetid");
    call.reply().ok();
  }

  private static void check(StreamValue stream, StreamId last, long added) {
    if (stream.length() == 0) {
      return;
    }
    if (last.compareTo(stream.lastEntryId()) < 0) {
      throw new ErrorReply(
          "ERR The ID specified in XSETID is smaller than the target stream top item");
    }
    if (added >= 0 && stream.length() > added) {
      throw new ErrorReply(
          "ERR The entries_added specified in XSETID is smaller than the target stream length");
    }
  }

  private static void set(
      StreamValue stream, StreamId last, long added, @Nullable StreamId deleted) {
    stream.lastId(last);
    if (added >= 0) {
      stream.entriesAdded(added);
    }
    if (deleted != null && !deleted.isZero()) {
      stream.maxDeletedId(deleted);
    }
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(
        AddCommand.XADD,
        XLEN,
        RangeCommands.XRANGE,
        RangeCommands.XREVRANGE,
        RemoveCommands.XDEL,
        RemoveCommands.XTRIM,
        XSETID,
        ReadCommands.XREAD,
        ReadCommands.XREADGROUP,
        GroupCommand.XGROUP,
        PendingCommands.XACK,
        PendingCommands.XPENDING,
        ClaimCommand.XCLAIM,
        AutoClaimCommand.XAUTOCLAIM,
        InfoCommand.XINFO);
  }
}

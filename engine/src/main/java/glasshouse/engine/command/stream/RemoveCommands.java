package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;

/** Removing entries: the oldest, or single ones. */
final class RemoveCommands {
  private RemoveCommands() {}

  static final CommandSpec XTRIM =
      CommandSpec.of("xtrim", -4)
          .flags(WRITE, RANDOM)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(N) for N entries removed")
          .summary("Remove the oldest entries of a stream")
          .grammar(
              "key trim(strategy(MAXLEN|MINID@6.2.0) [operator(==equal:token|"
                  + "~=approximately:token)] threshold [LIMIT=count@6.2.0])")
          .run(RemoveCommands::trim);

  private static void trim(Call call) {
    TrimRequest asked = TrimRequest.ofTrim(call);
    StreamValue stream = call.write(1, StreamValue.class);
    long gone = stream == null ? 0 : asked.apply(stream);
    if (stream != null && gone > 0) {
      call.changedInPlace(1, NotifyClass.STREAM, "xtrim");
      call.dirty(gone - 1);
      if (asked.differs()) {
        byte[][] words = Words.of(call.args());
        asked.rewrite(words, stream);
        call.replicateAs(words);
      }
    }
    call.reply().integer(gone);
  }

  static final CommandSpec XDEL =
      CommandSpec.of("xdel", -3)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(N) for N entries removed")
          .summary("Remove entries of a stream by their ids")
          .grammar("key id...")
          .run(RemoveCommands::delete);

  private static void delete(Call call) {
    StreamValue stream = call.write(1, StreamValue.class);
    if (stream == null) {
      call.reply().integer(0);
      return;
    }
    StreamId[] ids = new StreamId[call.args().count() - 2];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = StreamIds.strict(call.args(), i + 2);
    }
    long gone = 0;
    for (StreamId id : ids) {
      if (stream.remove(id)) {
        gone++;
        if (id.compareTo(stream.maxDeletedId()) > 0) {
          stream.maxDeletedId(id);
        }
      }
    }
    if (gone > 0) {
      stream.findFirst();
      call.changedInPlace(1, NotifyClass.STREAM, "xdel");
      call.dirty(gone - 1);
    }
    call.reply().integer(gone);
  }
}

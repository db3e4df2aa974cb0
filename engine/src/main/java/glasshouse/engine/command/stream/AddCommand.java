package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StreamFields;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** XADD. Replicas are told the id that was taken, and how much was trimmed, exactly. */
final class AddCommand {
  private AddCommand() {}

  private record Fields(Args args, int at, int count) implements StreamFields {
    @Override
    public byte[] data() {
      return args.data();
    }

    @Override
    public int offset(int i) {
      return args.offset(at + i);
    }

    @Override
    public int length(int i) {
      return args.length(at + i);
    }
  }

  static final CommandSpec XADD =
      CommandSpec.of("xadd", -5)
          .flags(WRITE, DENYOOM, FAST, RANDOM)
          .keys(1, 1, 1)
          .since("5.0.0")
          .group("stream")
          .complexity("O(1), and O(N) for N entries trimmed")
          .summary("Append an entry to a stream")
          .grammar(
              "key [NOMKSTREAM@6.2.0] [trim(strategy(MAXLEN|MINID@6.2.0) "
                  + "[operator(==equal:token|~=approximately:token)] threshold "
                  + "[LIMIT=count@6.2.0])] id_or_auto(*=auto_id:token|id) (field value)...")
          .run(AddCommand::add);

  private static void add(Call call) {
    final Args args = call.args();
    TrimRequest asked = TrimRequest.ofAdd(call);
    int fieldsAt = asked.idAt() + 1;
    int words = args.count() - fieldsAt;
    if (words < 2 || words % 2 == 1) {
      throw new ErrorReply("ERR wrong number of arguments for 'xadd' command");
    }
    AddId wanted = AddId.parse(args, asked.idAt());
    if (wanted.exact() && StreamId.MIN.equals(wanted.id())) {
      throw new ErrorReply("ERR The ID specified in XADD must be greater than 0-0");
    }
    StreamValue stream = call.write(1, StreamValue.class);
    boolean fresh = stream == null;
    if (stream == null) {
      if (asked.noMakeStream()) {
        call.reply().nil();
        return;
      }
      stream = new StreamValue(call.db().rules());
    }
    StreamId id = append(call, stream, wanted, new Fields(args, fieldsAt, words / 2));
    if (fresh) {
      call.set(1, stream);
    }
    byte[] taken = id.bytes();
    call.reply().bulk(taken);
    call.changed(1, NotifyClass.STREAM, "xadd");
    if (asked.trims() && asked.apply(stream) > 0) {
      call.notify(1, NotifyClass.STREAM, "xtrim");
    }
    if (asked.differs()) {
      byte[][] told = Words.of(args);
      asked.rewrite(told, stream);
      told[asked.idAt()] = wanted.exact() ? told[asked.idAt()] : taken;
      call.replicateAs(told);
    } else if (!wanted.exact()) {
      call.replicateAs(args.with(asked.idAt(), taken));
    }
  }

  private static StreamId append(Call call, StreamValue stream, AddId wanted, Fields fields) {
    if (stream.lastId().isLast()) {
      throw new ErrorReply(
          "ERR The stream has exhausted the last possible ID, unable to add more items");
    }
    StreamId id = wanted.after(stream.lastId(), call.now());
    long bytes = 0;
    for (int i = 0; i < 2 * fields.count(); i++) {
      bytes += fields.length(i);
    }
    if (bytes > StreamValue.MOST_BYTES) {
      throw new ErrorReply("ERR Elements are too large to be stored");
    }
    stream.append(id, fields);
    return id;
  }
}

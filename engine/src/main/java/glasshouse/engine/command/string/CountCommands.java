package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.LongDouble;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/** Counting: INCR and its kin. */
final class CountCommands {
  private CountCommands() {}

  static final CommandSpec INCR =
      row("incr", 2)
          .since("1.0.0")
          .summary("Add one to the integer that a key holds, 0 when it is absent")
          .grammar("key")
          .run(call -> add(call, 1));

  static final CommandSpec DECR =
      row("decr", 2)
          .since("1.0.0")
          .summary("Take one from the integer that a key holds, 0 when it is absent")
          .grammar("key")
          .run(call -> add(call, -1));

  static final CommandSpec INCRBY =
      row("incrby", 3)
          .since("1.0.0")
          .summary("Add to the integer that a key holds, 0 when it is absent")
          .grammar("key increment")
          .run(call -> add(call, call.args().longAt(2)));

  static final CommandSpec DECRBY =
      row("decrby", 3)
          .since("1.0.0")
          .summary("Take from the integer that a key holds, 0 when it is absent")
          .grammar("key decrement")
          .run(CountCommands::decrby);

  private static void decrby(Call call) {
    long decrement = call.args().longAt(2);
    if (decrement == Long.MIN_VALUE) {
      throw new ErrorReply("ERR decrement would overflow");
    }
    add(call, -decrement);
  }

  private static CommandSpec row(String name, int arity) {
    return CommandSpec.of(name, arity)
        .flags(WRITE, DENYOOM, FAST)
        .keys(1, 1, 1)
        .group("string")
        .complexity("O(1)");
  }

  private static void add(Call call, long increment) {
    StringValue value = call.write(1, StringValue.class);
    long before = value == null ? 0 : integer(value);
    long after = before + increment;
    if (((before ^ after) & (increment ^ after)) < 0) {
      throw new ErrorReply("ERR increment or decrement would overflow");
    }
    if (value == null) {
      call.set(1, new StringValue(after));
    } else {
      value.setNumber(after);
    }
    call.changed(1, NotifyClass.STRING, "incrby");
    call.reply().integer(after);
  }

  private static long integer(StringValue value) {
    if (value.isNumber()) {
      return value.number();
    }
    if (!Numbers.isLong(value.array(), 0, value.length())) {
      throw ErrorReply.notAnInteger();
    }
    return Numbers.parseLong(value.array(), 0, value.length());
  }

  static final CommandSpec INCRBYFLOAT =
      row("incrbyfloat", 3)
          .since("2.6.0")
          .summary("Add to the number that a key holds, 0 when it is absent")
          .grammar("key increment:double")
          .run(CountCommands::incrbyfloat);

  private static void incrbyfloat(Call call) {
    Args args = call.args();
    KeyEntry entry = call.peek(1);
    LongDouble before = entry == null ? LongDouble.of(0) : number(entry);
    LongDouble increment = LongDouble.parse(args.data(), args.offset(2), args.length(2));
    if (before == null || increment == null) {
      throw ErrorReply.notAFloat();
    }
    LongDouble after = before.plus(increment);
    if (after == null) {
      throw new ErrorReply("ERR increment would produce NaN or Infinity");
    }
    byte[] text = Bytes.of(after.text());
    if (entry == null) {
      call.set(1, StringValue.ofText(text));
    } else {
      call.db().replace(entry, StringValue.ofText(text));
    }
    call.changed(1, NotifyClass.STRING, "incrbyfloat");
    call.replicateAs(Words.SET, args.bytes(1), text, Words.KEEPTTL);
    call.reply().bulk(text);
  }

  private static @Nullable LongDouble number(KeyEntry entry) {
    StringValue value = Call.typed(entry, StringValue.class);
    return value.isNumber()
        ? LongDouble.of(value.number())
        : LongDouble.parse(value.array(), 0, value.length());
  }
}

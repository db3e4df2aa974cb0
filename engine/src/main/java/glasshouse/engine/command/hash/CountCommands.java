package glasshouse.engine.command.hash;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.LongDouble;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Counting in a field. */
final class CountCommands {
  private CountCommands() {}

  static final CommandSpec HINCRBY =
      CommandSpec.of("hincrby", 4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Add an integer to a field, which counts as 0 when it does not exist")
          .grammar("key field increment")
          .run(CountCommands::add);

  private static void add(Call call) {
    Args args = call.args();
    long step = args.longAt(3);
    long old = 0;
    HashValue hash = call.write(1, HashValue.class);
    if (hash != null && hash.find(args.data(), args.offset(2), args.length(2))) {
      if (!Numbers.isLong(hash.value(), hash.valueAt(), hash.valueLength())) {
        throw new ErrorReply("ERR hash value is not an integer");
      }
      old = Numbers.parseLong(hash.value(), hash.valueAt(), hash.valueLength());
    }
    long sum = old + step;
    if (((old ^ sum) & (step ^ sum)) < 0) {
      throw new ErrorReply("ERR increment or decrement would overflow");
    }
    byte[] digits = Numbers.decimal(sum);
    SetCommands.put(SetCommands.writable(call), args, 2, digits, 0, digits.length);
    call.reply().integer(sum);
    call.changed(1, NotifyClass.HASH, "hincrby");
  }

  static final CommandSpec HINCRBYFLOAT =
      CommandSpec.of("hincrbyfloat", 4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.6.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Add a floating point number to a field, which counts as 0 when it is new")
          .grammar("key field increment:double")
          .run(CountCommands::addReal);

  /** Replicas are told the sum: their processors might round another way. */
  private static void addReal(Call call) {
    Args args = call.args();
    LongDouble step = LongDouble.parse(args.data(), args.offset(3), args.length(3));
    if (step == null) {
      throw ErrorReply.notAFloat();
    }
    if (step.infinite()) {
      throw new ErrorReply("ERR value is NaN or Infinity");
    }
    LongDouble old = LongDouble.of(0);
    HashValue hash = call.write(1, HashValue.class);
    if (hash != null && hash.find(args.data(), args.offset(2), args.length(2))) {
      old = value(hash);
    }
    LongDouble sum = old.plus(step);
    if (sum == null) {
      throw new ErrorReply("ERR increment would produce NaN or Infinity");
    }
    byte[] digits = Bytes.of(sum.text());
    SetCommands.put(SetCommands.writable(call), args, 2, digits, 0, digits.length);
    call.reply().bulk(digits);
    call.changed(1, NotifyClass.HASH, "hincrbyfloat");
    call.replicateAs(Bytes.of("HSET"), args.bytes(1), args.bytes(2), digits);
  }

  private static LongDouble value(HashValue hash) {
    LongDouble value = LongDouble.parse(hash.value(), hash.valueAt(), hash.valueLength());
    if (value == null) {
      throw new ErrorReply("ERR hash value is not a float");
    }
    return value;
  }
}

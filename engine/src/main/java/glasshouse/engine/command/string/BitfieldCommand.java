package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITFIELD: a string as an array of integers of any width. */
final class BitfieldCommand {
  private enum Verb {
    GET,
    SET,
    INCRBY
  }

  private enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  private record Operation(Verb verb, BitInteger type, long offset, long argument, Overflow mode) {}

  private BitfieldCommand() {}

  static final CommandSpec BITFIELD =
      CommandSpec.of("bitfield", -2)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("3.2.0")
          .group("bitmap")
          .complexity("O(1) for each operation")
          .summary("Read and change integers of any width inside a string")
          .grammar(
              "key [operation(GET=(encoding offset)|write([OVERFLOW=(WRAP|SAT|FAIL)] "
                  + "write_operation(SET=(encoding offset value:integer)|INCRBY=(encoding "
                  + "offset increment))))...]")
          .run(call -> bitfield(call, false));

  static final CommandSpec BITFIELD_RO =
      CommandSpec.of("bitfield_ro", -2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("6.0.0")
          .group("bitmap")
          .complexity("O(1) for each operation")
          .summary("Read integers of any width inside a string")
          .grammar("key [GET=(encoding offset)...+]")
          .run(call -> bitfield(call, true));

  private static void bitfield(Call call, boolean readOnly) {
    List<Operation> operations = operations(call);
    boolean writes = false;
    long highest = 0;
    for (Operation operation : operations) {
      if (operation.verb != Verb.GET) {
        writes = true;
        highest = Math.max(highest, operation.offset + operation.type.bits() - 1);
      }
    }
    if (writes && readOnly) {
      throw new ErrorReply("ERR BITFIELD_RO only supports the GET subcommand");
    }
    StringValue value = writes ? call.write(1, StringValue.class) : call.read(1, StringValue.class);
    final int before = BitOffset.length(value);
    if (writes && value == null) {
      value = StringValue.ofText(Bytes.EMPTY);
      call.set(1, value);
    }
    if (writes && value != null) {
      value.writable((int) (highest >> 3) + 1);
    }
    byte[] bytes = BitOffset.bytes(value);
    int length = BitOffset.length(value);
    long changes = 0;
    call.reply().array(operations.size());
    for (Operation operation : operations) {
      changes += run(call, operation, bytes, length, length != before) ? 1 : 0;
    }
    if (changes > 0) {
      call.changed(1, NotifyClass.STRING, "setbit");
      call.dirty(Math.max(0, changes - 1));
    }
  }

  /**
   * Runs one operation and answers it; true when it counts as a change: it wrote other bits, or it
   * wrote into a string that this command made longer. One that fails never counts, although the
   * string stays longer (so it is in Redis 7.0, and replicas do not hear of it).
   */
  private static boolean run(
      Call call, Operation operation, byte[] bytes, int length, boolean longer) {
    BitInteger type = operation.type;
    long old = type.read(bytes, length, operation.offset);
    if (operation.verb == Verb.GET) {
      call.reply().integer(old);
      return false;
    }
    boolean add = operation.verb == Verb.INCRBY;
    long base = add ? old : operation.argument;
    long increment = add ? operation.argument : 0;
    int over = type.overflow(base, increment);
    if (over != 0 && operation.mode == Overflow.FAIL) {
      call.reply().nil();
      return false;
    }
    long wanted =
        over != 0 && operation.mode == Overflow.SAT
            ? (over > 0 ? type.max() : type.min())
            : type.wrap(base + increment);
    call.reply().integer(add ? wanted : old);
    type.write(bytes, operation.offset, wanted);
    return longer || wanted != old;
  }

  private static List<Operation> operations(Call call) {
    Args args = call.args();
    List<Operation> operations = new ArrayList<>();
    Overflow mode = Overflow.WRAP;
    for (int i = 2; i < args.count(); ) {
      if (args.is(i, "OVERFLOW") && i + 1 < args.count()) {
        mode = overflow(args, i + 1);
        i += 2;
        continue;
      }
      Verb verb = verb(args, i);
      int words = verb == Verb.GET ? 3 : 4;
      if (verb == null || i + words > args.count()) {
        throw ErrorReply.syntax();
      }
      BitInteger type = type(args, i + 1);
      long offset = BitOffset.read(call, i + 2, type.bits());
      long argument = verb == Verb.GET ? 0 : args.longAt(i + 3);
      operations.add(new Operation(verb, type, offset, argument, mode));
      i += words;
    }
    return operations;
  }

  private static @Nullable Verb verb(Args args, int i) {
    for (Verb verb : Verb.values()) {
      if (args.is(i, verb.name())) {
        return verb;
      }
    }
    return null;
  }

  private static Overflow overflow(Args args, int i) {
    for (Overflow mode : Overflow.values()) {
      if (args.is(i, mode.name())) {
        return mode;
      }
    }
    throw new ErrorReply("ERR Invalid OVERFLOW type specified");
  }

  private static BitInteger type(Args args, int i) {
    int from = args.offset(i);
    int length = args.length(i);
    int sign = length > 0 ? args.data()[from] : 0;
    boolean signed = sign == 'i';
    if ((signed || sign == 'u') && Numbers.isLong(args.data(), from + 1, length - 1)) {
      long bits = Numbers.parseLong(args.data(), from + 1, length - 1);
      if (bits >= 1 && bits <= (signed ? 64 : 63)) {
        return new BitInteger(signed, (int) bits);
      }
    }
    throw new ErrorReply(
        "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but"
            + " i64 is.");
  }
}

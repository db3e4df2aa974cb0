package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Limits;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Parts of strings and their length. */
final class RangeCommands {
  private RangeCommands() {}

  static final CommandSpec STRLEN =
      CommandSpec.of("strlen", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("2.2.0")
          .group("string")
          .complexity("O(1)")
          .summary("Length of the string that a key holds, in bytes")
          .grammar("key")
          .run(RangeCommands::strlen);

  private static void strlen(Call call) {
    StringValue value = call.read(1, StringValue.class);
    call.reply().integer(value == null ? 0 : value.length());
  }

  static final CommandSpec APPEND =
      CommandSpec.of("append", 3)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Add bytes at the end of the string that a key holds")
          .grammar("key value")
          .run(RangeCommands::append);

  private static void append(Call call) {
    Args args = call.args();
    StringValue value = call.write(1, StringValue.class);
    if (value == null) {
      value = StringValue.of(args.data(), args.offset(2), args.length(2));
      call.set(1, value);
    } else {
      checkLength(call, (long) value.length() + args.length(2));
      value.append(args.data(), args.offset(2), args.length(2));
    }
    call.changed(1, NotifyClass.STRING, "append");
    call.reply().integer(value.length());
  }

  /** Bytes that a string may have; a master's commands are not asked. */
  static long longest(Call call) {
    return call.host().obeys(call.client()) ? Limits.QUERY_MAX : call.host().maxString();
  }

  private static void checkLength(Call call, long length) {
    if (length > longest(call)) {
      throw new ErrorReply("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    }
  }

  static final CommandSpec GETRANGE =
      CommandSpec.of("getrange", 4)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("2.4.0")
          .group("string")
          .complexity("O(n), n being the number of bytes answered")
          .summary("Read a part of the string that a key holds")
          .grammar("key start end")
          .run(RangeCommands::getrange);

  static final CommandSpec SUBSTR =
      CommandSpec.of("substr", 4)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(n), n being the number of bytes answered")
          .summary("Read a part of the string that a key holds, by the old name of GETRANGE")
          .grammar("key start end")
          .run(RangeCommands::getrange);

  private static void getrange(Call call) {
    long start = call.args().longAt(2);
    long end = call.args().longAt(3);
    StringValue value = call.read(1, StringValue.class);
    if (value == null || (start < 0 && end < 0 && start > end)) {
      call.reply().bulk(Bytes.EMPTY);
      return;
    }
    long length = value.length();
    start = Math.max(0, start < 0 ? start + length : start);
    end = Math.min(length - 1, Math.max(0, end < 0 ? end + length : end));
    if (start > end) {
      call.reply().bulk(Bytes.EMPTY);
      return;
    }
    byte[] bytes = value.isNumber() ? value.bytes() : value.array();
    call.reply().bulk(bytes, (int) start, (int) (end - start + 1));
  }

  static final CommandSpec SETRANGE =
      CommandSpec.of("setrange", 4)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("2.2.0")
          .group("string")
          .complexity("O(n), n being the number of bytes given")
          .summary("Overwrite a part of a string, filling with zero bytes up to it")
          .grammar("key offset value")
          .run(RangeCommands::setrange);

  private static void setrange(Call call) {
    Args args = call.args();
    long offset = args.longAt(2);
    if (offset < 0) {
      throw new ErrorReply("ERR offset is out of range");
    }
    StringValue value = call.write(1, StringValue.class);
    int count = args.length(3);
    if (count == 0) {
      call.reply().integer(value == null ? 0 : value.length());
      return;
    }
    checkLength(call, offset);
    checkLength(call, offset + count);
    if (value == null) {
      value = StringValue.ofText(Bytes.EMPTY);
      call.set(1, value);
    }
    byte[] bytes = value.writable((int) offset + count);
    System.arraycopy(args.data(), args.offset(3), bytes, (int) offset, count);
    call.changed(1, NotifyClass.STRING, "setrange");
    call.reply().integer(value.length());
  }
}

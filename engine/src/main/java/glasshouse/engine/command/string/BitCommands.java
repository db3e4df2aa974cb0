package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.ErrorReply;

/** Single bits: SETBIT and GETBIT. */
final class BitCommands {
  private BitCommands() {}

  static final CommandSpec SETBIT =
      CommandSpec.of("setbit", 4)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("2.2.0")
          .group("bitmap")
          .complexity("O(1)")
          .summary("Set or clear one bit of a string and answer what it was")
          .grammar("key offset value:integer")
          .run(BitCommands::setbit);

  private static void setbit(Call call) {
    long offset = BitOffset.read(call, 2, 0);
    if (!call.args().isLong(3) || (call.args().longAt(3) & ~1L) != 0) {
      throw new ErrorReply("ERR bit is not an integer or out of range");
    }
    final int bit = (int) call.args().longAt(3);
    StringValue value = call.write(1, StringValue.class);
    final int before = BitOffset.length(value);
    if (value == null) {
      value = StringValue.ofText(Bytes.EMPTY);
      call.set(1, value);
    }
    byte[] bytes = value.writable((int) (offset >> 3) + 1);
    int index = (int) (offset >> 3);
    int shift = 7 - (int) (offset & 7);
    int old = (bytes[index] >> shift) & 1;
    if (old != bit || value.length() != before) {
      bytes[index] = (byte) ((bytes[index] & ~(1 << shift)) | (bit << shift));
      call.changed(1, NotifyClass.STRING, "setbit");
    }
    call.reply().integer(old);
  }

  static final CommandSpec GETBIT =
      CommandSpec.of("getbit", 3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("2.2.0")
          .group("bitmap")
          .complexity("O(1)")
          .summary("Read one bit of a string")
          .grammar("key offset")
          .run(BitCommands::getbit);

  private static void getbit(Call call) {
    long offset = BitOffset.read(call, 2, 0);
    StringValue value = call.read(1, StringValue.class);
    long index = offset >> 3;
    boolean inside = index < BitOffset.length(value);
    int octet = inside ? BitOffset.bytes(value)[(int) index] : 0;
    call.reply().integer((octet >> (7 - (offset & 7))) & 1);
  }
}

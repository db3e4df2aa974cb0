package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** BITOP: strings joined bit by bit, shorter ones filled with zero bytes. */
final class BitopCommand {
  private enum Operation {
    AND,
    OR,
    XOR,
    NOT
  }

  private BitopCommand() {}

  static final CommandSpec BITOP =
      CommandSpec.of("bitop", -4)
          .flags(WRITE, DENYOOM)
          .keys(2, -1, 1)
          .since("2.6.0")
          .group("bitmap")
          .complexity("O(N)")
          .summary("Join strings bit by bit and store the outcome")
          .grammar("operation destkey key#1...")
          .run(BitopCommand::bitop);

  private static void bitop(Call call) {
    Args args = call.args();
    Operation operation = operation(args);
    if (operation == Operation.NOT && args.count() != 4) {
      throw new ErrorReply("ERR BITOP NOT must be called with a single source key.");
    }
    byte[][] sources = new byte[args.count() - 3][];
    int[] lengths = new int[sources.length];
    int longest = 0;
    for (int i = 0; i < sources.length; i++) {
      StringValue value = call.read(i + 3, StringValue.class);
      sources[i] = BitOffset.bytes(value);
      lengths[i] = BitOffset.length(value);
      longest = Math.max(longest, lengths[i]);
    }
    if (longest > 0) {
      StringValue joined = StringValue.ofText(join(operation, sources, lengths, longest));
      joined.writable(longest);
      call.set(2, joined);
      call.changed(2, NotifyClass.STRING, "set");
    } else {
      KeyEntry old = call.peek(2);
      if (old != null) {
        call.db().delete(old.key());
        call.changed(2, NotifyClass.GENERIC, "del");
      }
    }
    call.reply().integer(longest);
  }

  private static Operation operation(Args args) {
    for (Operation candidate : Operation.values()) {
      if (args.is(1, candidate.name())) {
        return candidate;
      }
    }
    throw ErrorReply.syntax();
  }

  private static byte[] join(Operation operation, byte[][] sources, int[] lengths, int longest) {
    byte[] result = new byte[longest];
    System.arraycopy(sources[0], 0, result, 0, lengths[0]);
    for (int s = 1; s < sources.length; s++) {
      byte[] source = sources[s];
      for (int i = 0; i < longest; i++) {
        int octet = i < lengths[s] ? source[i] : 0;
        result[i] =
            (byte)
                switch (operation) {
                  case AND -> result[i] & octet;
                  case OR -> result[i] | octet;
                  case XOR -> result[i] ^ octet;
                  case NOT -> result[i];
                };
      }
    }
    if (operation == Operation.NOT) {
      for (int i = 0; i < longest; i++) {
        result[i] = (byte) ~result[i];
      }
    }
    return result;
  }
}

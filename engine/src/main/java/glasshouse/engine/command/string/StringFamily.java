package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.keyspace.StringValue;
import java.util.List;

/** GET, and the list of all commands on strings and their bits. */
public final class StringFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        GET,
        SetCommand.SET,
        SetCommand.SETNX,
        SetCommand.SETEX,
        SetCommand.PSETEX,
        SetCommand.GETSET,
        GetexCommand.GETEX,
        GetexCommand.GETDEL,
        CountCommands.INCR,
        CountCommands.DECR,
        CountCommands.INCRBY,
        CountCommands.DECRBY,
        CountCommands.INCRBYFLOAT,
        RangeCommands.STRLEN,
        RangeCommands.APPEND,
        RangeCommands.GETRANGE,
        RangeCommands.SUBSTR,
        RangeCommands.SETRANGE,
        ManyCommands.MGET,
        ManyCommands.MSET,
        ManyCommands.MSETNX,
        LcsCommand.LCS,
        BitCommands.SETBIT,
        BitCommands.GETBIT,
        BitCountCommands.BITCOUNT,
        BitCountCommands.BITPOS,
        BitopCommand.BITOP,
        BitfieldCommand.BITFIELD,
        BitfieldCommand.BITFIELD_RO);
  }

  static final CommandSpec GET =
      CommandSpec.of("get", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Read the string that a key holds")
          .grammar("key")
          .run(StringFamily::get);

  /** Answers the string at argument 1, or nil. */
  static void get(Call call) {
    StringValue value = call.read(1, StringValue.class);
    if (value == null) {
      call.reply().nil();
    } else {
      reply(call, value);
    }
  }

  /** Answers a string as a bulk, without making a copy of it. */
  static void reply(Call call, StringValue value) {
    if (value.isNumber()) {
      call.reply().bulk(value.number());
    } else {
      call.reply().bulk(value.array(), 0, value.length());
    }
  }
}

package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.keyspace.StringValue;
import java.util.List;

/** Commands on whole strings. */
public final class StringFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(GET, SetCommand.SET);
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

  private static void get(Call call) {
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

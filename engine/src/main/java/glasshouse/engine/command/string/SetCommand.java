package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** SET with its options. */
final class SetCommand {
  private SetCommand() {}

  static final CommandSpec SET =
      CommandSpec.of("set", -3)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Let a key hold a string, whatever it held before")
          .grammar("key value")
          .run(SetCommand::set);

  private static void set(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw ErrorReply.syntax();
    }
    call.set(1, StringValue.of(args.data(), args.offset(2), args.length(2)));
    call.changed(1, NotifyClass.STRING, "set");
    call.reply().ok();
  }
}

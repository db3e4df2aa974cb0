package glasshouse.engine.node;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;

/** PING and SELECT, without which no replica can follow; goes when the connection family comes. */
final class FirstWords implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of("ping", -1).flags(CommandFlag.FAST).run(call -> call.reply().simple("PONG")),
        CommandSpec.of("select", 2).flags(CommandFlag.FAST).run(FirstWords::select));
  }

  private static void select(Call call) {
    long index = call.args().longAt(1);
    if (index < 0 || index >= call.host().keyspace().count()) {
      throw new ErrorReply("ERR DB index is out of range");
    }
    call.client().select(call.host().keyspace().database((int) index));
    call.reply().ok();
  }
}

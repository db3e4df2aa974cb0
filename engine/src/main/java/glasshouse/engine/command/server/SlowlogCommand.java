package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.resp.ErrorReply;

/** SLOWLOG and its subcommands. */
final class SlowlogCommand {
  private static final int SHOWN = 10;

  private final SlowLog log;

  SlowlogCommand(SlowLog log) {
    this.log = log;
  }

  private final CommandSpec get =
      CommandSpec.of("slowlog|get", -2)
          .flags(ADMIN, LOADING, STALE)
          .since("2.2.12")
          .complexity("O(N) where N is the number of entries returned")
          .summary("The newest slow commands: id, time, microseconds, words, client, its name")
          .grammar("[count]")
          .run(this::get);

  private void get(Call call) {
    long count = SHOWN;
    if (call.args().count() > 3) {
      throw Help.refusal(call.args());
    }
    if (call.args().count() == 3) {
      if (!call.args().isLong(2) || call.args().longAt(2) < -1) {
        throw new ErrorReply("ERR count should be greater than or equal to -1");
      }
      count = call.args().longAt(2);
    }
    int size = log.entries().size();
    int shown = count < 0 ? size : (int) Math.min(size, count);
    call.reply().array(shown);
    for (SlowLog.Entry entry : log.entries()) {
      if (shown-- == 0) {
        break;
      }
      call.reply().array(6);
      call.reply().integer(entry.id());
      call.reply().integer(entry.time());
      call.reply().integer(entry.duration());
      call.reply().array(entry.arguments().length);
      for (byte[] argument : entry.arguments()) {
        call.reply().bulk(argument);
      }
      call.reply().bulk(entry.peer());
      call.reply().bulk(entry.clientName());
    }
  }

  private final CommandSpec len =
      CommandSpec.of("slowlog|len", 2)
          .flags(ADMIN, LOADING, STALE)
          .since("2.2.12")
          .complexity("O(1)")
          .summary("How many slow commands are kept")
          .run(this::len);

  private void len(Call call) {
    call.reply().integer(log.entries().size());
  }

  private final CommandSpec reset =
      CommandSpec.of("slowlog|reset", 2)
          .flags(ADMIN, LOADING, STALE)
          .since("2.2.12")
          .complexity("O(N) where N is the number of entries in the slowlog")
          .summary("Forget the slow commands")
          .run(this::reset);

  private void reset(Call call) {
    log.entries().clear();
    call.reply().ok();
  }

  private final CommandSpec help =
      CommandSpec.of("slowlog|help", 2)
          .flags(LOADING, STALE)
          .since("6.2.0")
          .complexity("O(1)")
          .summary("What SLOWLOG can do")
          .run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }

  final CommandSpec spec =
      CommandSpec.of("slowlog", -2)
          .since("2.2.12")
          .group("server")
          .complexity("Depends on subcommand.")
          .summary("Commands that took long")
          .container(get, len, reset, help);
}

package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_ASYNC_LOADING;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.resp.ErrorReply;

/**
 * MODULE on a node that can load none: there are none, and whoever may try to load one is told that
 * it failed. Whether one may try, enable-module-command says; the node asks it before.
 */
final class ModuleCommand {
  private ModuleCommand() {}

  private static CommandSpec row(String name, int arity, String since, String summary) {
    return CommandSpec.of("module|" + name, arity).since(since).complexity("O(1)").summary(summary);
  }

  private static CommandSpec guarded(String name, int arity, String since, String summary) {
    return row(name, arity, since, summary).flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING);
  }

  private static void cannotLoad(Call call) {
    throw new ErrorReply("ERR Error loading the extension. Please check the server logs.");
  }

  private static void cannotUnload(Call call) {
    throw new ErrorReply("ERR Error unloading module: no such module with that name");
  }

  static final CommandSpec SPEC =
      CommandSpec.of("module", -2)
          .since("4.0.0")
          .group("server")
          .complexity("Depends on subcommand.")
          .summary("Extensions of the server, which this one has none of")
          .container(
              row("help", 2, "5.0.0", "What MODULE can do")
                  .flags(LOADING, STALE)
                  .run(call -> Help.reply(call, ModuleCommand.SPEC)),
              row("list", 2, "4.0.0", "All modules that are loaded")
                  .flags(ADMIN, NOSCRIPT)
                  .complexity("O(N) where N is the number of loaded modules.")
                  .run(call -> call.reply().array(0)),
              guarded("load", -3, "4.0.0", "Load a module")
                  .grammar("path [arg...]")
                  .run(ModuleCommand::cannotLoad),
              guarded("loadex", -3, "7.0.0", "Load a module with parameters")
                  .grammar("path [CONFIG=configs(name value)...+] [ARGS=args(arg)...]")
                  .run(ModuleCommand::cannotLoad),
              guarded("unload", 3, "4.0.0", "Unload a module")
                  .grammar("name")
                  .run(ModuleCommand::cannotUnload));
}

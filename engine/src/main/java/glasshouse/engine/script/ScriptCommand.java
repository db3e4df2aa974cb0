package glasshouse.engine.script;

import static glasshouse.engine.command.CommandFlag.ALLOW_BUSY;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.ClientModes.Debugging;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** SCRIPT and its subcommands. */
final class ScriptCommand {
  private final ScriptNode node;
  private final ScriptCache cache;
  private final KnownScripts known;
  private final ScriptRuns runs;
  final CommandSpec spec;

  ScriptCommand(ScriptNode node, ScriptCache cache, KnownScripts known, ScriptRuns runs) {
    this.node = node;
    this.cache = cache;
    this.known = known;
    this.runs = runs;
    this.spec =
        CommandSpec.of("script", -2)
            .since("2.6.0")
            .group("scripting")
            .complexity("Depends on subcommand.")
            .summary("What can be done with cached scripts")
            .container(debug(), exists(), flush(), help(), kill(), load());
  }

  private static CommandSpec part(String name, int arity, String since, CommandFlag... flags) {
    return CommandSpec.of("script|" + name, arity).since(since).flags(NOSCRIPT).flags(flags);
  }

  private CommandSpec debug() {
    return part("debug", 3, "3.2.0")
        .complexity("O(1)")
        .summary("Set the debug mode for the scripts that follow")
        .grammar("mode(YES|SYNC|NO)")
        .run(
            call -> {
              if (!call.reply().out().isEmpty()) {
                throw new ErrorReply("ERR SCRIPT DEBUG must be called outside a pipeline");
              }
              Debugging mode = mode(call.args());
              ClientModes modes = call.client().modes();
              // What was SYNC once stays so, until NO.
              boolean stays = mode == Debugging.YES && modes.debugging() == Debugging.SYNC;
              modes.debugging(stays ? Debugging.SYNC : mode);
              if (mode != Debugging.NO) {
                cache.engine().debugger().enable();
              }
              call.reply().ok();
            });
  }

  private static Debugging mode(Args args) {
    for (Debugging mode : Debugging.values()) {
      if (args.is(2, mode.name())) {
        return mode;
      }
    }
    throw new ErrorReply("ERR Use SCRIPT DEBUG YES/SYNC/NO");
  }

  private CommandSpec exists() {
    return part("exists", -3, "2.6.0")
        .complexity("O(N) where N is the number of scripts asked for")
        .summary("Tell which scripts are cached")
        .grammar("sha1...")
        .run(
            call -> {
              Args args = call.args();
              call.reply().array(args.count() - 2L);
              for (int i = 2; i < args.count(); i++) {
                call.reply().integer(cache.find(args.text(i)) == null ? 0 : 1);
              }
            });
  }

  private CommandSpec flush() {
    return part("flush", -2, "2.6.0")
        .complexity("O(N) where N is the number of cached scripts")
        .summary("Forget all cached scripts")
        .grammar("[async(ASYNC|SYNC)@6.2.0]")
        .run(this::flush);
  }

  private void flush(Call call) {
    Args args = call.args();
    boolean mode = args.count() == 3 && (args.is(2, "SYNC") || args.is(2, "ASYNC"));
    if (args.count() != 2 && !mode) {
      throw new ErrorReply("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
    }
    cache.clear();
    known.clear();
    if (node.propagatesLoad()) {
      call.dirty(1);
      call.replicateAlways();
    }
    call.reply().ok();
  }

  private CommandSpec help() {
    return CommandSpec.of("script|help", 2)
        .flags(LOADING, STALE)
        .since("5.0.0")
        .complexity("O(1)")
        .summary("What SCRIPT can do")
        .run(call -> Help.reply(call, spec));
  }

  private CommandSpec kill() {
    return part("kill", 2, "2.6.0", ALLOW_BUSY)
        .complexity("O(1)")
        .summary("End the script that runs, unless it has written")
        .run(call -> runs.kill(call, ScriptRun.Kind.SCRIPT));
  }

  private CommandSpec load() {
    return part("load", 3, "2.6.0", STALE)
        .complexity("O(N) where N is the length of the body in bytes")
        .summary("Cache a script without running it")
        .grammar("script")
        .run(
            call -> {
              String sha = cache.add(call.args().bytes(2)).sha();
              if (node.propagatesLoad()) {
                call.replicateAlways();
              }
              call.reply().bulk(sha);
            });
  }
}

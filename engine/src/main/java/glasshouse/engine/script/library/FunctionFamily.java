package glasshouse.engine.script.library;

import static glasshouse.engine.command.CommandFlag.MAY_REPLICATE;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_MANDATORY_KEYS;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.SKIP_MONITOR;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.script.ScriptNode;
import glasshouse.engine.script.ScriptRun;
import glasshouse.engine.script.ScriptRuns;
import java.util.List;

/** Commands that keep and call functions. */
public final class FunctionFamily implements Family {
  private final ScriptNode node;
  private final Libraries libraries;
  private final ScriptRuns runs;
  private final FunctionCommand function;

  /** The commands of a node with these libraries. */
  public FunctionFamily(ScriptNode node, Libraries libraries, ScriptRuns runs) {
    this.node = node;
    this.libraries = libraries;
    this.runs = runs;
    this.function = new FunctionCommand(libraries, runs, node);
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(fcall, fcallRo, function.spec);
  }

  private final CommandSpec fcall =
      CommandSpec.of("fcall", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, MAY_REPLICATE)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the function that is executed.")
          .summary("Call a function of a library")
          .grammar("function numkeys [key...] [arg...]")
          .run(call -> call(call, false));

  private final CommandSpec fcallRo =
      CommandSpec.of("fcall_ro", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, READONLY)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the function that is executed.")
          .summary("Call a function of a library that may not write")
          .grammar("function numkeys [key...] [arg...]")
          .run(call -> call(call, true));

  private void call(Call call, boolean readOnly) {
    Args args = call.args();
    Library.Function found = libraries.find(args.text(1));
    if (found == null) {
      throw new ErrorReply("ERR Function not found");
    }
    int keys = keyCount(args);
    ScriptRun run =
        new ScriptRun(node, ScriptRun.Kind.FUNCTION, found.name(), found.flags(), call, readOnly);
    byte[][] keyWords = ScriptRuns.words(args, 3, keys);
    byte[][] rest = ScriptRuns.words(args, 3 + keys, args.count() - 3 - keys);
    runs.run(
        run, readOnly, () -> libraries.engine().call(found, keyWords, rest, run, call.reply()));
  }

  private static int keyCount(Args args) {
    if (!args.isLong(2)) {
      throw new ErrorReply("ERR Bad number of keys provided");
    }
    return ScriptRuns.keyCount(args);
  }
}

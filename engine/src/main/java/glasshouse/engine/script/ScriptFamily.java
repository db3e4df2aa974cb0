package glasshouse.engine.script;

import static glasshouse.engine.command.CommandFlag.MAY_REPLICATE;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_MANDATORY_KEYS;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.SKIP_MONITOR;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.port.DebugLine;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.script.debug.Debugger;
import java.util.List;

/** Commands that run scripts. */
public final class ScriptFamily implements Family {
  private static final int SHA_LENGTH = 40;
  private static final byte[] EVAL_WORD = Bytes.of("EVAL");

  private final ScriptNode node;
  private final ScriptCache cache;
  private final KnownScripts known;
  private final ScriptCommand script;
  private final ScriptRuns runs;

  /**
   * The commands of a node with this cache; {@code known} is used in eras with verbatim scripts.
   */
  public ScriptFamily(ScriptNode node, ScriptCache cache, KnownScripts known, ScriptRuns runs) {
    this.node = node;
    this.cache = cache;
    this.known = known;
    this.runs = runs;
    this.script = new ScriptCommand(node, cache, known, runs);
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(eval, evalSha, evalRo, evalShaRo, script.spec);
  }

  private final CommandSpec eval =
      CommandSpec.of("eval", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, MAY_REPLICATE)
          .keysCounted(2, 3)
          .since("2.6.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a Lua script")
          .grammar("script numkeys [key...] [arg...]")
          .run(call -> eval(call, false));

  private final CommandSpec evalRo =
      CommandSpec.of("eval_ro", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, READONLY)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a Lua script that may not write")
          .grammar("script numkeys [key...] [arg...]")
          .run(call -> eval(call, true));

  private final CommandSpec evalSha =
      CommandSpec.of("evalsha", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, MAY_REPLICATE)
          .keysCounted(2, 3)
          .since("2.6.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a cached Lua script named by its SHA1")
          .grammar("sha1 numkeys [key...] [arg...]")
          .run(call -> run(call, bySha(call), false, true));

  private final CommandSpec evalShaRo =
      CommandSpec.of("evalsha_ro", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, READONLY)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a cached Lua script, named by its SHA1, that may not write")
          .grammar("sha1 numkeys [key...] [arg...]")
          .run(call -> run(call, bySha(call), true, true));

  private Script body(Call call) {
    ScriptRuns.keyCount(call.args());
    return cache.add(call.args().bytes(1));
  }

  private void eval(Call call, boolean readOnly) {
    if (call.client().modes().debugging() == ClientModes.Debugging.NO) {
      run(call, body(call), readOnly, false);
    } else {
      debug(call, readOnly);
    }
  }

  private Script bySha(Call call) {
    Args args = call.args();
    Script found = null;
    if (args.length(1) == SHA_LENGTH) {
      if (call.client().modes().debugging() != ClientModes.Debugging.NO) {
        throw new ErrorReply("ERR Please use EVAL instead of EVALSHA for debugging");
      }
      ScriptRuns.keyCount(args);
      found = cache.find(args.text(1));
    }
    if (found == null) {
      throw new ErrorReply("NOSCRIPT No matching script. Please use EVAL.");
    }
    return found;
  }

  private void run(Call call, Script found, boolean readOnly, boolean named) {
    ScriptEngine engine = cache.engine();
    run(
        call,
        found,
        readOnly,
        named,
        (keys, args, run) ->
            engine.run(found.compiled(), found.sha(), keys, args, run, call.reply()));
  }

  /** Carries out a script in one way or another. */
  private interface Way {
    void go(byte[][] keys, byte[][] args, ScriptRun run);
  }

  private void run(Call call, Script found, boolean readOnly, boolean named, Way way) {
    Args args = call.args();
    int keys = ScriptRuns.keyCount(args);
    ScriptRun run =
        new ScriptRun(node, ScriptRun.Kind.SCRIPT, found.sha(), found.flags(), call, readOnly);
    byte[][] keyWords = ScriptRuns.words(args, 3, keys);
    byte[][] rest = ScriptRuns.words(args, 3 + keys, args.count() - 3 - keys);
    runs.run(run, readOnly, () -> way.go(keyWords, rest, run));
    propagate(call, run, found, named);
  }

  /** Whatever becomes of the script, its client is told that the session has ended. */
  private void debug(Call call, boolean readOnly) {
    boolean beside = call.client().modes().debugging() == ClientModes.Debugging.YES;
    DebugLine line = node.debugs(call, beside);
    if (line != null) {
      debug(call, readOnly, line);
    }
  }

  private void debug(Call call, boolean readOnly, DebugLine to) {
    ScriptEngine engine = cache.engine();
    Debugger debugger = engine.debugger();
    debugger.begin(call.args().bytes(1), to);
    try {
      Script found = body(call);
      byte[] code = ScriptFlags.read(found.body()).code();
      run(
          call,
          found,
          readOnly,
          false,
          (keys, args, run) -> engine.debug(code, found.sha(), keys, args, run, call.reply()));
    } finally {
      debugger.end();
      to.close();
      node.debugged(call.client());
    }
  }

  /**
   * Before 5.0 the script goes down the stream when it changed something; an EVALSHA that replicas
   * may not know goes as EVAL with the body, always, and is taken for known from then on.
   */
  private void propagate(Call call, ScriptRun run, Script script, boolean named) {
    if (!run.verbatim()) {
      return;
    }
    call.dirty(run.changes());
    String sha = script.sha();
    if (named && !known.contains(sha)) {
      known.add(sha);
      Args args = call.args();
      byte[][] words = ScriptRuns.words(args, 0, args.count());
      words[0] = EVAL_WORD;
      words[1] = script.body();
      call.replicateAs(words);
      call.replicateAlways();
    } else if (run.changes() > 0) {
      call.replicateAlways();
    }
  }
}

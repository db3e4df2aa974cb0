package glasshouse.engine.script;

import static glasshouse.engine.command.CommandFlag.MAY_REPLICATE;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_MANDATORY_KEYS;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.SKIP_MONITOR;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;

/** Commands that run scripts. */
public final class ScriptFamily implements Family {
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
          .run(call -> run(call, body(call), false, false));

  private final CommandSpec evalRo =
      CommandSpec.of("eval_ro", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, READONLY)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a Lua script that may not write")
          .grammar("script numkeys [key...] [arg...]")
          .run(call -> run(call, body(call), true, false));

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

  private Script bySha(Call call) {
    Script found = call.args().length(1) == 40 ? cache.find(call.args().text(1)) : null;
    if (found == null) {
      throw new ErrorReply("NOSCRIPT No matching script. Please use EVAL.");
    }
    return found;
  }

  private void run(Call call, Script found, boolean readOnly, boolean named) {
    Args args = call.args();
    int keys = ScriptRuns.keyCount(args);
    ScriptRun run =
        new ScriptRun(node, ScriptRun.Kind.SCRIPT, found.sha(), found.flags(), call, readOnly);
    byte[][] keyWords = ScriptRuns.words(args, 3, keys);
    byte[][] rest = ScriptRuns.words(args, 3 + keys, args.count() - 3 - keys);
    runs.run(
        run,
        readOnly,
        () -> cache.engine().run(found.compiled(), found.sha(), keyWords, rest, run, call.reply()));
    propagate(call, run, found, named);
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

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
import org.jspecify.annotations.Nullable;

/** Commands that run scripts. */
public final class ScriptFamily implements Family {
  private static final byte[] EVAL_WORD = Bytes.of("EVAL");

  private final ScriptNode node;
  private final ScriptCache cache;
  private final KnownScripts known;
  private final ScriptCommand script;
  private @Nullable ScriptRun running;

  /**
   * The commands of a node with this cache; {@code known} is used in eras with verbatim scripts.
   */
  public ScriptFamily(ScriptNode node, ScriptCache cache, KnownScripts known) {
    this.node = node;
    this.cache = cache;
    this.known = known;
    this.script = new ScriptCommand(node, cache, known, this::running);
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(eval, evalSha, evalRo, evalShaRo, script.spec);
  }

  /** The script that runs now, or null. */
  public @Nullable ScriptRun running() {
    return running;
  }

  private final CommandSpec eval =
      CommandSpec.of("eval", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, MAY_REPLICATE)
          .keysCounted(2, 3)
          .since("2.6.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a Lua script")
          .grammar("script numkeys [key [key ...]] [arg [arg ...]]")
          .run(call -> run(call, body(call), false, false));

  private final CommandSpec evalRo =
      CommandSpec.of("eval_ro", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, READONLY)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a Lua script that may not write")
          .grammar("script numkeys [key [key ...]] [arg [arg ...]]")
          .run(call -> run(call, body(call), true, false));

  private final CommandSpec evalSha =
      CommandSpec.of("evalsha", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, MAY_REPLICATE)
          .keysCounted(2, 3)
          .since("2.6.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a cached Lua script named by its SHA1")
          .grammar("sha1 numkeys [key [key ...]] [arg [arg ...]]")
          .run(call -> run(call, bySha(call), false, true));

  private final CommandSpec evalShaRo =
      CommandSpec.of("evalsha_ro", -3)
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, READONLY)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("scripting")
          .complexity("Depends on the script that is executed.")
          .summary("Run a cached Lua script, named by its SHA1, that may not write")
          .grammar("sha1 numkeys [key [key ...]] [arg [arg ...]]")
          .run(call -> run(call, bySha(call), true, true));

  private Script body(Call call) {
    keyCount(call.args());
    return cache.add(call.args().bytes(1));
  }

  private Script bySha(Call call) {
    Script found = call.args().length(1) == 40 ? cache.find(call.args().text(1)) : null;
    if (found == null) {
      throw new ErrorReply("NOSCRIPT No matching script. Please use EVAL.");
    }
    return found;
  }

  private static int keyCount(Args args) {
    if (!args.isLong(2)) {
      throw ErrorReply.notAnInteger();
    }
    long count = args.longAt(2);
    if (count > args.count() - 3) {
      throw new ErrorReply("ERR Number of keys can't be greater than number of args");
    }
    if (count < 0) {
      throw new ErrorReply("ERR Number of keys can't be negative");
    }
    return (int) count;
  }

  private void run(Call call, Script found, boolean readOnly, boolean named) {
    Args args = call.args();
    int keys = keyCount(args);
    String refusal = refusal(call, found.flags(), readOnly);
    if (refusal != null) {
      throw new ErrorReply(refusal);
    }
    ScriptRun run = new ScriptRun(node, found, call.client(), readOnly);
    running = run;
    node.started(run);
    node.effectsLeave(!run.verbatim());
    try {
      cache
          .engine()
          .run(
              found.compiled(),
              found.sha(),
              slice(args, 3, keys),
              slice(args, 3 + keys, args.count() - 3 - keys),
              run,
              call.reply());
    } finally {
      running = null;
      node.effectsLeave(true);
      node.ended(run);
    }
    propagate(call, run, named);
  }

  private static byte[][] slice(Args args, int from, int count) {
    byte[][] out = new byte[count][];
    for (int i = 0; i < count; i++) {
      out[i] = args.bytes(from + i);
    }
    return out;
  }

  /**
   * Whether the script may start (scriptPrepareForRun); scripts without a first line mostly may.
   */
  private @Nullable String refusal(Call call, ScriptFlags flags, boolean readOnly) {
    if (node.stale() && !flags.allowStale()) {
      return "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";
    }
    if (!flags.declared() || flags.noWrites()) {
      return null;
    }
    if (readOnly) {
      return "ERR Can not execute a script with write flag using *_ro command.";
    }
    String refused = node.refusesWrites(call.client());
    if (refused != null) {
      return refused;
    }
    return !flags.allowOom() && node.outOfMemory() ? ScriptRun.OUT_OF_MEMORY : null;
  }

  /**
   * Before 5.0 the script goes down the stream when it changed something; an EVALSHA that replicas
   * may not know goes as EVAL with the body, always, and is taken for known from then on.
   */
  private void propagate(Call call, ScriptRun run, boolean named) {
    if (!run.verbatim()) {
      return;
    }
    call.dirty(run.changes());
    String sha = run.script().sha();
    if (named && !known.contains(sha)) {
      known.add(sha);
      Args args = call.args();
      byte[][] words = slice(args, 0, args.count());
      words[0] = EVAL_WORD;
      words[1] = run.script().body();
      call.replicateAs(words);
      call.replicateAlways();
    } else if (run.changes() > 0) {
      call.replicateAlways();
    }
  }
}

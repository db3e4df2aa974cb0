package glasshouse.engine.script;

import glasshouse.engine.command.Call;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/** Starts and ends the one script or function that may run on a node at a time. */
public final class ScriptRuns {
  private final ScriptNode node;
  private @Nullable ScriptRun running;

  /** Runs of scripts on {@code node}. */
  public ScriptRuns(ScriptNode node) {
    this.node = node;
  }

  /** What runs now, or null. */
  public @Nullable ScriptRun running() {
    return running;
  }

  /** The answer to a command that cannot be served beside the script that runs. */
  public static String busy(ScriptRun.Kind running) {
    return "BUSY Redis is busy running a script. You can only call "
        + running.killer()
        + " or SHUTDOWN NOSAVE.";
  }

  /**
   * Carries out a run, unless the node is in no state for it (scriptPrepareForRun).
   *
   * @param readOnly the command that asks is one that may not write
   * @param body runs the code and writes the reply
   */
  public void run(ScriptRun run, boolean readOnly, Runnable body) {
    String refusal = refusal(run, readOnly);
    if (refusal != null) {
      throw new ErrorReply(refusal);
    }
    running = run;
    run.started();
    node.started(run);
    node.effectsLeave(!run.verbatim(), !run.verbatim());
    try {
      body.run();
    } finally {
      running = null;
      node.effectsLeave(true, true);
      node.ended(run);
    }
  }

  /** Scripts that declare nothing may mostly start; their commands are judged one by one. */
  private @Nullable String refusal(ScriptRun run, boolean readOnly) {
    ScriptFlags flags = run.flags();
    boolean writes = flags.declared() && !flags.noWrites();
    if (writes && !flags.allowOom() && node.outOfMemory()) {
      return ScriptRun.OUT_OF_MEMORY;
    }
    String refused = writes ? node.refusesWrites(run.caller()) : null;
    if (refused != null) {
      return refused;
    }
    if (node.stale() && !flags.allowStale()) {
      return "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";
    }
    return writes && readOnly
        ? "ERR Can not execute a script with write flag using *_ro command."
        : null;
  }

  /**
   * Orders what runs to end.
   *
   * @param asked what the caller believes to run
   * @throws ErrorReply when nothing runs, or it is of the other kind, or it must not be ended
   */
  public void kill(Call call, ScriptRun.Kind asked) {
    ScriptRun run = running;
    if (run == null) {
      throw new ErrorReply("NOTBUSY No scripts in execution right now.");
    }
    if (node.isMaster(run.caller())) {
      throw new ErrorReply(
          "UNKILLABLE The busy script was sent by a master instance in the context of replication"
              + " and cannot be killed.");
    }
    if (run.wrote()) {
      throw new ErrorReply(
          "UNKILLABLE Sorry the script already executed write commands against the dataset. You can"
              + " either wait the script termination or kill the server in a hard way using the"
              + " SHUTDOWN NOSAVE command.");
    }
    if (run.kind() != asked) {
      throw new ErrorReply(busy(run.kind()));
    }
    run.kill();
    call.reply().ok();
  }

  /**
   * The number of keys at argument 2, which is a number.
   *
   * @throws ErrorReply when there cannot be so many
   */
  public static int keyCount(Args args) {
    long count = args.longAt(2);
    if (count > args.count() - 3) {
      throw new ErrorReply("ERR Number of keys can't be greater than number of args");
    }
    if (count < 0) {
      throw new ErrorReply("ERR Number of keys can't be negative");
    }
    return (int) count;
  }

  /** Arguments {@code from} and the following, {@code count} of them. */
  public static byte[][] words(Args args, int from, int count) {
    byte[][] out = new byte[count][];
    for (int i = 0; i < count; i++) {
      out[i] = args.bytes(from + i);
    }
    return out;
  }
}

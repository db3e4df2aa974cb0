package glasshouse.engine.script.api;

import glasshouse.engine.base.ByteBuilder;
import org.jspecify.annotations.Nullable;

/** What a running script may ask of the node it runs on. */
public interface ScriptCalls {
  /** The highest level of {@link #log}. */
  int WARNING = 3;

  /** Bit of {@link #replicate}: the append-only file. */
  int REPL_AOF = 1;

  /** Bit of {@link #replicate}: the replicas. */
  int REPL_REPLICA = 2;

  /**
   * Runs one command, or refuses it, and adds the reply to {@code reply}.
   *
   * @param argv name and arguments, at least the name
   * @param protocol RESP version of the reply, 2 or 3
   * @return true when the reply, if it is an array of RESP2, is to be sorted (scripts that are
   *     replicated verbatim must see the same everywhere)
   */
  boolean call(byte[][] argv, int protocol, ByteBuilder reply);

  /** Writes a line to the log; {@code level} 0 debug, 1 verbose, 2 notice, 3 warning. */
  void log(int level, byte[] text);

  /** True when the script's user may run the command; null when there is no such command. */
  @org.jspecify.annotations.Nullable
  Boolean mayRun(byte[][] argv);

  /**
   * From now on writes go to those of {@link #REPL_AOF} and {@link #REPL_REPLICA} in the mask.
   *
   * @return why not, or null
   */
  @Nullable String replicate(int mask);

  /**
   * The script asks to be replicated by its effects, as all are from 5.0 on.
   *
   * @return false when it has already written and is replicated verbatim
   */
  boolean replicateEffects();

  /** Whether the node's log takes lines of this level. */
  boolean logs(int level);

  /** Whether the last command of {@link #call} was refused before it ran. */
  default boolean refused() {
    return false;
  }

  /** Milliseconds since the script began, or went on after a stop. */
  default long elapsed() {
    return 0;
  }

  /** Milliseconds after which a script that is debugged is stopped. */
  default long patience() {
    return Long.MAX_VALUE / 2;
  }

  /** A script that stood still goes on: what it sees of time is the present again. */
  default void goesOn() {}

  /** Called while a long script runs; the host may serve others. True to end the script. */
  boolean tick();
}

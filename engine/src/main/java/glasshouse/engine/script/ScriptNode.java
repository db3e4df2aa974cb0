package glasshouse.engine.script;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.port.DebugLine;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/** What the scripting commands ask of the node they run on. */
public interface ScriptNode {
  /** The command that argument 0 names, or null. */
  @Nullable CommandSpec command(Args args);

  /**
   * Runs a command of a script; it must not block. Its effects belong to the unit of the script.
   *
   * @param client the script's own client: database and protocol are its own
   * @return number of changes it made to the data set
   */
  long run(Client client, CommandSpec spec, Args args, ByteBuilder reply);

  /** A command of a script was refused before it ran; null when there is no such command. */
  void refused(@Nullable CommandSpec spec, String error);

  /**
   * Why writes are refused now (READONLY, MISCONF, NOREPLICAS), as an error line without its minus;
   * null when they are not. Commands that come from a master are always obeyed.
   */
  @Nullable String refusesWrites(Client caller);

  /** True when this client's user may run the command. */
  boolean allowsUser(Client caller, CommandSpec spec, Args args);

  /** Why this client's user may not run the command, as an error line; null when it may. */
  @Nullable String refusesUser(Client caller, CommandSpec spec, Args args);

  /** True when memory is above maxmemory and could not be freed. */
  boolean outOfMemory();

  /** True when scripts may run what is not meant for them, too (DEBUG SET-DISABLE-DENY-SCRIPTS). */
  boolean allowsAll();

  /** True on a replica without its master that must not serve stale data. */
  boolean stale();

  /** True when the client is the link to this node's master. */
  boolean isMaster(Client client);

  /** True when scripts go down the stream as they are (before 5.0), false when their effects do. */
  boolean verbatim();

  /** True when SCRIPT LOAD and SCRIPT FLUSH go down the stream (before 7.0). */
  boolean propagatesLoad();

  /** Where commands of the running script send their effects from now on. */
  void effectsLeave(boolean toReplicas, boolean toFile);

  /**
   * A script starts: its effects leave as one transaction.
   *
   * @param run the script, for BUSY, the slow log and the window
   */
  void started(ScriptRun run);

  /** The script has ended. */
  void ended(ScriptRun run);

  /** Whether the log takes lines of this level (0 debug, 1 verbose, 2 notice, 3 warning). */
  boolean logs(int level);

  /** Writes to the log. */
  void log(int level, byte[] text);

  /** Unix milliseconds now, also while a script runs; 0 where no time passes meanwhile. */
  long millis();

  /** Milliseconds after which a script that is debugged is stopped. */
  long patience();

  /**
   * A client's script is going to be debugged.
   *
   * @param beside whether the session goes on beside the node, on a copy of its data
   * @return the line to the client; null when the session goes on elsewhere, and the client with it
   * @throws ErrorReply when it cannot
   */
  @Nullable DebugLine debugs(Call call, boolean beside);

  /** The session of {@link #debugs} has ended: its client is closed behind its reply. */
  void debugged(Client client);

  /** Called now and then while a script runs; the node may serve others, SCRIPT KILL among them. */
  void tick(ScriptRun run);
}

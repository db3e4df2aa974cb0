package glasshouse.engine.command;

import java.util.Locale;

/** What a command is and where it may run; names as COMMAND INFO prints them (lower case). */
public enum CommandFlag {
  /** May change the data set. */
  WRITE,
  /** Reads keys, never changes them. */
  READONLY,
  /** May need more memory: refused when maxmemory is reached. */
  DENYOOM,
  /** For operators. */
  ADMIN,
  /** Concerns publish and subscribe. */
  PUBSUB,
  /** Refused inside scripts. */
  NOSCRIPT,
  /** May block the client. */
  BLOCKING,
  /** Runs while the data set is being loaded. */
  LOADING,
  /** Runs on a replica that has lost its master and must not serve stale data. */
  STALE,
  /** Not shown by MONITOR. */
  SKIP_MONITOR,
  /** Not logged by SLOWLOG. */
  SKIP_SLOWLOG,
  /** Constant or logarithmic time. */
  FAST,
  /** Runs before the client has authenticated. */
  NO_AUTH,
  /** May be replicated although it does not write (PUBLISH, EVAL). */
  MAY_REPLICATE(false),
  /** Not allowed in MULTI. */
  NO_MULTI,
  /** Its keys are found by its arguments, not by position alone. */
  MOVABLEKEYS,
  /** Runs while a script is over its time limit. */
  ALLOW_BUSY,
  /** Not run asynchronously while loading. */
  NO_ASYNC_LOADING,
  /** Runs on a node that is taking over the slot of its keys. */
  ASKING,
  /** Its arguments are never shown (internal: log and MONITOR). */
  NO_MANDATORY_KEYS,
  /** What has expired among the keys it comes by does not belong together. */
  TOUCHES_ARBITRARY_KEYS(false),
  /** Its reply depends on chance or time: guards scripts replicated verbatim. */
  RANDOM(false),
  /** Its reply is sorted for scripts replicated verbatim. */
  SORT_FOR_SCRIPT(false);

  final int bit = 1 << ordinal();
  private final boolean shown;

  CommandFlag() {
    this(true);
  }

  CommandFlag(boolean shown) {
    this.shown = shown;
  }

  /** False when it steers the node and COMMAND does not tell it. */
  public boolean shown() {
    return shown;
  }

  /** The name as COMMAND INFO prints it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

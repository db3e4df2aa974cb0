package glasshouse.engine.view;

/**
 * Something that happened in a node, as a line for the log and for the event panel.
 *
 * @param at Unix milliseconds by the node's clock
 * @param node the node's name in its cluster
 * @param level how loud
 * @param kind what it is about, for filters
 * @param text one line, in Redis' own words where Redis logs the same
 */
public record EngineEvent(long at, String node, Level level, Kind kind, String text) {
  /** Loudness, as loglevel of redis.conf. */
  public enum Level {
    /** Everything. */
    DEBUG,
    /** Rarely useful detail. */
    VERBOSE,
    /** What an operator wants to know. */
    NOTICE,
    /** What an operator must know. */
    WARNING
  }

  /** What an event is about. */
  public enum Kind {
    /** Start, stop, load, save. */
    LIFE,
    /** Links, full and partial resynchronisation, identities. */
    REPLICATION,
    /** Clients. */
    CLIENT,
    /** Scripts. */
    SCRIPT,
    /** What a user did in this program. */
    ACTION
  }
}

package glasshouse.ui.model;

/**
 * One thing that is wrong, and where.
 *
 * @param kind what is wrong
 * @param place where to look
 * @param text one sentence with the numbers
 */
public record Alarm(Kind kind, Place place, String text) {
  /** How bad it is. */
  public enum Level {
    /** Data differ, will differ, or are out of reach. */
    ALARM,
    /** Something stands still or is on its way; data are not in danger by it alone. */
    CAUTION
  }

  /** What can be wrong, the worst first. */
  public enum Kind {
    /** Same history, same offset, other data. */
    DATA_DIFFER("data differ", Level.ALARM),
    /** A replica has more of the stream than its master. */
    AHEAD("ahead of master", "ahead", Level.ALARM),
    /** A replica would apply the next write in another database than its master. */
    DB_DIFFERS("selected db differs", "db differs", Level.ALARM),
    /** The master believes that its replicas know a script, and one does not. */
    SCRIPT_MISSING("script missing", "script", Level.ALARM),
    /** A replica answered a command of its master's stream with an error. */
    APPLY_FAILED("apply failed", "failed", Level.ALARM),
    /** A node was killed or died. */
    DEAD("dead", Level.ALARM),
    /** A link is down that nobody cut. */
    LINK_DOWN("link down", "down", Level.ALARM),
    /** What a replica without link lacks has left the backlog. */
    TOO_LATE("full resync needed", "too late", Level.ALARM),
    /** A node stands still with open sockets. */
    FROZEN("frozen", Level.CAUTION),
    /** One script or command holds a node. */
    BUSY("busy", Level.CAUTION),
    /** A link is held cut. */
    CUT("cut", Level.CAUTION),
    /** A full transfer is on its way. */
    SYNCING("full sync", Level.CAUTION),
    /** A node is starting. */
    LOADING("loading", Level.CAUTION),
    /** A node ended in an orderly way. */
    STOPPED("stopped", Level.CAUTION);

    private final String word;
    private final String brief;
    private final Level level;

    Kind(String word, Level level) {
      this(word, word, level);
    }

    Kind(String word, String brief, Level level) {
      this.word = word;
      this.brief = brief;
      this.level = level;
    }

    /** The word an eye finds it by, with its shape. */
    public String word() {
      return word;
    }

    /** The same where there is little room. */
    public String brief() {
      return brief;
    }

    /** How bad it is. */
    public Level level() {
      return level;
    }
  }

  /** Where it is, in words: {@code n2} or {@code n2 > n1} for a link is left to the text. */
  public String where() {
    return place.node();
  }

  /** Where, what, and the numbers, as one line. */
  public String line() {
    return where() + " " + kind.word() + ": " + text;
  }
}

package glasshouse.engine.aof;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.RequestParser;

/**
 * Reads the commands of an append only file, which comes in parts. Lines that begin with {@code #}
 * are notes and are passed over.
 */
public final class AofCommands {
  /** What a call of {@link #next} found. */
  public enum Found {
    /** A complete command stands in {@link AofCommands#args}. */
    COMMAND,
    /** Nothing complete yet. */
    MORE,
    /** What stands here is no command. */
    BROKEN
  }

  private final RequestParser parser = new RequestParser();
  private long fed;

  /**
   * A reader of what follows {@code start} bytes of a file.
   *
   * @param start so many bytes stand before the first command
   */
  public AofCommands(long start) {
    fed = start;
    parser.limits(Long.MAX_VALUE, true);
  }

  /** Adds bytes of the file. */
  public void feed(byte[] bytes, int offset, int length) {
    parser.feed(bytes, offset, length);
    fed += length;
  }

  /** Looks for the next command. */
  public Found next() {
    while (true) {
      switch (parser.next()) {
        case BROKEN -> {
          return Found.BROKEN;
        }
        case MORE -> {
          return begun() && !isNote() && !isCommand() ? Found.BROKEN : Found.MORE;
        }
        case REQUEST -> {
          if (!parser.wasInline()) {
            return parser.args().count() == 0 || !linesEnd() ? Found.BROKEN : Found.COMMAND;
          }
          if (parser.raw()[parser.rawOffset()] != '#') {
            return Found.BROKEN;
          }
        }
      }
    }
  }

  /**
   * Whether each line of the command ends with CR LF. From clients Redis takes any byte after a CR,
   * in its files it does not.
   */
  private boolean linesEnd() {
    int at = afterLine(parser.rawOffset());
    for (int i = 0; at > 0 && i < parser.args().count(); i++) {
      at = afterLine(at);
      at = at > 0 ? at + parser.args().length(i) + 2 : at;
    }
    return at > 0;
  }

  /** Where the line that begins at {@code from} has ended; 0 when it does not end as it should. */
  private int afterLine(int from) {
    byte[] raw = parser.raw();
    int at = from;
    while (raw[at] != '\r') {
      at++;
    }
    return raw[at + 1] == '\n' ? at + 2 : 0;
  }

  private boolean begun() {
    return parser.pending() > 0;
  }

  private boolean isNote() {
    return parser.raw()[parser.rawOffset()] == '#';
  }

  private boolean isCommand() {
    return parser.raw()[parser.rawOffset()] == '*';
  }

  /** The command found by the last {@link #next}; valid until the next call of any method here. */
  public Args args() {
    return parser.args();
  }

  /** Where in the file the last command found ends, in bytes from its start. */
  public long offset() {
    return fed - parser.pending();
  }

  /** True when nothing but complete commands was fed. */
  public boolean atEnd() {
    return parser.pending() == 0;
  }
}

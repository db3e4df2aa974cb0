package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import java.util.Map;

/** Something a person did by hand, and what came of it; under the lock of its {@link Recorder}. */
abstract sealed class Deed {
  final long began;

  /** How links, masters and roles looked when it was done. */
  final Map<Figure, String> seen;

  private long ended = -1;
  private String said = "";
  private boolean error;

  private Deed(long began, Map<Figure, String> seen) {
    this.began = began;
    this.seen = seen;
  }

  /** A line on a console. */
  static final class Typed extends Deed {
    final String node;
    final String line;
    final int db;

    Typed(long began, Map<Figure, String> seen, String node, String line, int db) {
      super(began, seen);
      this.node = node;
      this.line = line;
      this.db = db;
    }
  }

  /** A button. */
  static final class Acted extends Deed {
    final Action action;

    Acted(long began, Map<Figure, String> seen, Action action) {
      super(began, seen);
      this.action = action;
    }
  }

  /** Its first reply came; what follows later on the same connection nobody asked for. */
  void end(long now, String text, boolean failed) {
    if (ended < 0) {
      ended = now;
      said = text;
      error = failed;
    }
  }

  /** When its reply came, -1 while there is none. */
  long ended() {
    return ended;
  }

  String said() {
    return said;
  }

  /** Whether it was answered with an error, or refused. */
  boolean error() {
    return error;
  }
}

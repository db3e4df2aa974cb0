package glasshouse.engine.exhibit;

/**
 * An exhibit's file does not say what an exhibit can say: where, what was seen, what is allowed.
 */
public final class ExhibitFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** A fault at a line, counted from 1. */
  ExhibitFault(String file, int line, String text) {
    super(file + ":" + line + ": " + text);
  }
}

package glasshouse.engine.script.vm;

/** Source that is not Lua. */
public final class SyntaxError extends Exception {
  private static final long serialVersionUID = 1L;

  SyntaxError(String text) {
    super(text, null, false, false);
  }

  /** The text with chunk and line in front. */
  public String text() {
    return String.valueOf(getMessage());
  }
}

package glasshouse.engine.script.vm;

/** A script wants more memory than it may have; not caught by pcall, so that it cannot go on. */
public final class OutOfMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfMemory() {
    super("not enough memory", null, false, false);
  }
}

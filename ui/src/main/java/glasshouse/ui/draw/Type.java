package glasshouse.ui.draw;

/**
 * Sizes and cuts of letters.
 *
 * @see Pen#text
 */
public enum Type {
  /** Names of things. */
  NAME(14, false, true),
  /** Words. */
  WORD(12, false, false),
  /** Words that must be found at once. */
  STRONG(12, false, true),
  /** Words beside numbers. */
  SMALL(11, false, false),
  /** Numbers and ids. */
  MONO(12, true, false),
  /** Numbers that are looked for first. */
  MONO_STRONG(13, true, true),
  /** Numbers beside numbers. */
  MONO_SMALL(11, true, false);

  /** Width of each character of the monospaced face, in its size. */
  private static final double PITCH = 0.6;

  private final double size;
  private final boolean mono;
  private final boolean bold;

  Type(double size, boolean mono, boolean bold) {
    this.size = size;
    this.mono = mono;
    this.bold = bold;
  }

  /** Size in pixels. */
  public double size() {
    return size;
  }

  /** True for the face whose characters are all equally wide. */
  public boolean mono() {
    return mono;
  }

  /** True for the heavy cut. */
  public boolean bold() {
    return bold;
  }

  /** Width of {@code length} characters of a monospaced type, in pixels. */
  public double width(int length) {
    return size * PITCH * length;
  }
}

package glasshouse.engine.fuzz;

/** A fault of our own code, in words. */
final class Fault {
  private static final int FRAMES = 4;

  private Fault() {}

  static String words(Throwable fault) {
    StringBuilder out = new StringBuilder(fault.toString());
    StackTraceElement[] frames = fault.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      out.append(i == 0 ? " at " : " < ").append(frames[i].getFileName());
      out.append(':').append(frames[i].getLineNumber());
    }
    return out.toString();
  }
}

package glasshouse.engine.lock;

import glasshouse.engine.view.Frames;
import java.util.List;

/**
 * Where in a program something happened.
 *
 * @param user the nearest frame that is neither the JDK's nor of the store's or the lock's own
 *     making; empty when unknown
 * @param frames all frames, nearest first
 * @param seenLater whether it is where the thread was later
 */
record Place(String user, List<StackTraceElement> frames, boolean seenLater) {
  static final Place UNKNOWN = new Place("", List.of(), false);

  /** Deepest stack that is kept. */
  private static final int FRAMES = 60;

  static Place of(List<StackTraceElement> stack, boolean seenLater) {
    List<StackTraceElement> rest =
        stack.stream().dropWhile(Place::ofTheRegistry).limit(FRAMES).toList();
    return new Place(Frames.user(rest), rest, seenLater);
  }

  private static boolean ofTheRegistry(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Thread")
        || frame.getClassName().startsWith("glasshouse.engine.lock.");
  }
}

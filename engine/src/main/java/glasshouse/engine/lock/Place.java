package glasshouse.engine.lock;

import java.util.List;
import java.util.function.Predicate;

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

  private static final List<String> NOT_THE_USERS =
      List.of(
          "java.",
          "jdk.",
          "sun.",
          "glasshouse.engine.lock.",
          "glasshouse.engine.cache.",
          "glasshouse.engine.live.");

  private static final List<String> OF_THE_REGISTRY =
      List.of("java.lang.Thread", "glasshouse.engine.lock.");

  static Place of(List<StackTraceElement> stack, boolean seenLater) {
    List<StackTraceElement> rest =
        stack.stream().dropWhile(in(OF_THE_REGISTRY)).limit(FRAMES).toList();
    String user =
        rest.stream().filter(in(NOT_THE_USERS).negate()).findFirst().map(Place::words).orElse("");
    return new Place(user, rest, seenLater);
  }

  private static Predicate<StackTraceElement> in(List<String> prefixes) {
    return frame -> prefixes.stream().anyMatch(frame.getClassName()::startsWith);
  }

  /** The method that a person wrote: a lambda's is named after the one around it. */
  private static String method(String name) {
    return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
  }

  private static String words(StackTraceElement frame) {
    String name = frame.getClassName();
    return "%s.%s:%d"
        .formatted(
            name.substring(name.lastIndexOf('.') + 1),
            method(frame.getMethodName()),
            frame.getLineNumber());
  }
}

package glasshouse.engine.view;

import java.util.List;

/** Frames of a stack, for people. */
public final class Frames {
  private static final List<String> NOT_THE_USERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "io.netty.",
          "glasshouse.engine.lock.",
          "glasshouse.engine.cache.",
          "glasshouse.engine.live.");

  private Frames() {}

  /**
   * The nearest frame that is neither the JDK's nor of the store's or the lock's own making, for
   * example "Account.account:41"; empty when there is none.
   */
  public static String user(List<StackTraceElement> stack) {
    for (StackTraceElement frame : stack) {
      if (NOT_THE_USERS.stream().noneMatch(frame.getClassName()::startsWith)) {
        return words(frame);
      }
    }
    return "";
  }

  /** A frame in short: its class without the package, its method, its line where it has one. */
  public static String words(StackTraceElement frame) {
    String name = frame.getClassName();
    String place = name.substring(name.lastIndexOf('.') + 1) + "." + method(frame.getMethodName());
    return frame.getLineNumber() < 1 ? place : place + ":" + frame.getLineNumber();
  }

  /** The method that a person wrote: a lambda's is named after the one around it. */
  private static String method(String name) {
    return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
  }
}

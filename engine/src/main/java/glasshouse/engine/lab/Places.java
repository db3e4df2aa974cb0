package glasshouse.engine.lab;

import java.util.List;
import java.util.Set;

/** Frames of the programs, apart from those of what runs them. */
final class Places {
  private static final String LAB = "glasshouse.engine.lab.";

  /** Classes of this package are what programs run on. */
  private static final Set<String> OURS =
      Set.of("Run", "Worker", "Bench", "RunningLab", "Places", "Program");

  private Places() {}

  /** The nearest frame of a program, empty when there is none. */
  static String of(List<StackTraceElement> stack) {
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (name.startsWith(LAB)) {
        String simple = name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
        if (!OURS.contains(simple)) {
          return "%s.%s:%d".formatted(simple, method(frame), frame.getLineNumber());
        }
      }
    }
    return "";
  }

  /** The method that a person wrote: a lambda's is named after the one around it. */
  private static String method(StackTraceElement frame) {
    String name = frame.getMethodName();
    if (!name.startsWith("lambda$")) {
      return name;
    }
    String[] parts = name.split("\\$");
    return parts[1];
  }
}

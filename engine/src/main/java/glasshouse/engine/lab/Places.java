package glasshouse.engine.lab;

import glasshouse.engine.view.Frames;
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
      if (name.startsWith(LAB) && !OURS.contains(outermost(name))) {
        return Frames.words(frame);
      }
    }
    return "";
  }

  private static String outermost(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }
}

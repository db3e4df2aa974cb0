package glasshouse.engine.oracle;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What becomes of a test whose judge, a program of others, is not on this machine. */
final class Judges {
  private Judges() {}

  /**
   * Runs the test when nothing is missing; else skips it loudly, or fails it with {@code CI=true}.
   */
  static ConditionEvaluationResult decide(ExtensionContext context, @Nullable String missing) {
    return decide(context, missing, "true".equals(System.getenv("CI")));
  }

  /** The same; whether it fails where something is missing is for the caller to say. */
  static ConditionEvaluationResult decide(
      ExtensionContext context, @Nullable String missing, boolean fails) {
    if (missing == null) {
      return ConditionEvaluationResult.enabled("the judge is here");
    }
    if (fails) {
      throw new IllegalStateException(context.getDisplayName() + ": " + missing);
    }
    System.err.println("SKIPPED " + context.getDisplayName() + ": " + missing);
    return ConditionEvaluationResult.disabled(missing);
  }
}

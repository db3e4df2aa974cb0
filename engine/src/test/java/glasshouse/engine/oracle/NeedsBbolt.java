package glasshouse.engine.oracle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests that let bbolt itself write. Its compiler is large, so the other judges are enough for
 * a run of CI: without it these tests are skipped also with {@code CI=true}, and fail only when
 * {@code -Dglasshouse.bbolt} asks for them.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBbolt.Condition.class)
public @interface NeedsBbolt {

  /** Decides before a test starts. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      boolean wanted = System.getProperty("glasshouse.bbolt") != null;
      return Judges.decide(context, Bbolt.missing(), wanted);
    }
  }
}

package glasshouse.engine.oracle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** For tests that ask one of the {@link Judge}s, or several. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {
  Judge[] value();

  /** Decides before a class and before a test; what a class needs is not asked again for each. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Judge[] judges =
          AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
              .map(Needs::value)
              .orElse(new Judge[0]);
      for (Judge judge : judges) {
        ConditionEvaluationResult result = judge.decide(context);
        if (result.isDisabled()) {
          return result;
        }
      }
      return ConditionEvaluationResult.enabled("nothing is missing");
    }
  }
}

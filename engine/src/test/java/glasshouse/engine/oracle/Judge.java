package glasshouse.engine.oracle;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Programs of others that tests ask what is right, and what becomes of a test without them. */
public enum Judge {
  REDIS_SERVER,
  REDIS_SENTINEL,
  REDIS_PY,
  ETCD_SERVER,
  ETCDCTL,

  /**
   * bbolt, which has to be built. Its compiler is large, so the other judges are enough for a run
   * of CI: only {@code -Dglasshouse.bbolt} makes it fail where this one is missing.
   */
  BBOLT;

  /**
   * Runs the test when the judge is on this machine. Else skips it, loudly; with {@code CI=true} it
   * fails instead, so that a judge cannot go missing unnoticed.
   */
  ConditionEvaluationResult decide(ExtensionContext context) {
    String missing = missing();
    if (missing == null) {
      return ConditionEvaluationResult.enabled("the judge is here");
    }
    if (mustBeHere()) {
      throw new IllegalStateException(context.getDisplayName() + ": " + missing);
    }
    System.err.println("SKIPPED " + context.getDisplayName() + ": " + missing);
    return ConditionEvaluationResult.disabled(missing);
  }

  /** Why there is none, in words that name it; null when there is one. */
  private @Nullable String missing() {
    return switch (this) {
      case REDIS_SERVER -> RedisServer.missing();
      case REDIS_SENTINEL -> LoggedProcess.missing("redis-sentinel", "redis-sentinel");
      case REDIS_PY -> RedisPy.missing();
      case ETCD_SERVER -> LoggedProcess.missing("etcd", "etcd-server");
      case ETCDCTL -> LoggedProcess.missing("etcdctl", "etcd-client");
      case BBOLT -> Bbolt.missing();
    };
  }

  private boolean mustBeHere() {
    return this == BBOLT
        ? System.getProperty("glasshouse.bbolt") != null
        : "true".equals(System.getenv("CI"));
  }
}

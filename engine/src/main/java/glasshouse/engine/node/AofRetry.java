package glasshouse.engine.node;

import glasshouse.engine.view.EngineEvent.Kind;

/** Rewrites that fail again and again are tried less and less often (Redis, aofRewriteLimited). */
final class AofRetry {
  private static final int PATIENCE = 3;
  private static final int MINUTES_MAX = 60;

  private final Core core;
  private int failures;
  private int minutes;
  private long notBefore;

  AofRetry(Core core) {
    this.core = core;
  }

  /** Failures since the last success, or since somebody asked. */
  int failures() {
    return failures;
  }

  void failed() {
    failures++;
  }

  void succeeded() {
    failures = 0;
  }

  /** True while no rewrite should begin by itself. */
  boolean holds() {
    if (failures < PATIENCE) {
      minutes = 0;
      notBefore = 0;
      return false;
    }
    if (notBefore != 0) {
      if (core.now < notBefore) {
        return true;
      }
      notBefore = 0;
      return false;
    }
    minutes = minutes == 0 ? 1 : Math.min(MINUTES_MAX, minutes * 2);
    notBefore = core.now + minutes * 60_000L;
    core.warn(
        Kind.LIFE,
        "Background AOF rewrite has repeatedly failed and triggered the limit, will retry in "
            + minutes
            + " minutes");
    return true;
  }
}

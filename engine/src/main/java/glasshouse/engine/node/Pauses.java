package glasshouse.engine.node;

/** CLIENT PAUSE: requests wait until a time, all of them or those that may write. */
final class Pauses {
  private final Core core;
  private long until;
  private boolean all;

  Pauses(Core core) {
    this.core = core;
  }

  /** Makes the pause at least this long and this wide. */
  void pause(long end, boolean writesOnly) {
    boolean goesOn = active();
    all = !writesOnly || (goesOn && all);
    until = goesOn ? Math.max(until, end) : end;
  }

  /** Ends the pause; those who waited go on. */
  void end() {
    until = 0;
    core.byClient.forEach(
        connection -> {
          if (connection.postponed != null) {
            core.resumed.add(connection);
          }
        });
  }

  /** True while requests may have to wait. */
  boolean active() {
    return core.now < until;
  }

  /** True while all requests have to wait, not only those that may write. */
  boolean all() {
    return active() && all;
  }

  /** Ends the pause when its time has come. */
  void tick() {
    if (until > 0 && core.now >= until) {
      end();
    }
  }

  /** Unix milliseconds of the pause's end, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return until > 0 ? until : Long.MAX_VALUE;
  }
}

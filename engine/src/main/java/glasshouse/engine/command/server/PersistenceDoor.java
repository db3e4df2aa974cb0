package glasshouse.engine.command.server;

import glasshouse.engine.command.Call;

/** Saving and ending, as the server family asks its node. Methods with a call answer on it. */
public interface PersistenceDoor {
  /** Whether SHUTDOWN saves first. */
  enum Saving {
    /** If there are save points. */
    DEFAULT,
    /** SHUTDOWN SAVE. */
    YES,
    /** SHUTDOWN NOSAVE. */
    NO
  }

  /** SAVE: answers when the file stands, or what went wrong. */
  void save(Call call);

  /** BGSAVE, or BGSAVE SCHEDULE: answers at once. */
  void saveInBackground(Call call, boolean schedule);

  /** BGREWRITEAOF: answers at once. */
  void rewriteAppendOnly(Call call);

  /** Unix seconds of the last successful save, or of the start. */
  long lastSave();

  /**
   * SHUTDOWN.
   *
   * @param now do not wait for replicas
   * @param force end even when saving fails
   */
  void shutdown(Call call, Saving saving, boolean now, boolean force);

  /** SHUTDOWN ABORT; returns false when none is under way. */
  boolean abortShutdown();
}

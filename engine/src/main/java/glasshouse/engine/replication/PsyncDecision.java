package glasshouse.engine.replication;

import org.jspecify.annotations.Nullable;

/**
 * Whether a replica may go on from where it is (Redis, masterTryPartialResynchronization). The
 * texts are those of Redis' log.
 */
public sealed interface PsyncDecision {
  /** Resend from this offset on. */
  record Continue(long offset) implements PsyncDecision {}

  /**
   * Send everything.
   *
   * @param reason the line of Redis' log
   * @param refused true when the replica had asked for a continuation and did not get it
   * @param beyond true when it asked for what this history does not have yet
   */
  record Full(String reason, boolean refused, boolean beyond) implements PsyncDecision {}

  /**
   * Decides on {@code PSYNC id offset}.
   *
   * @param offset the next byte the replica wants
   * @param replica how the log calls the replica
   */
  static PsyncDecision decide(
      String id, long offset, History history, @Nullable Backlog backlog, String replica) {
    if (id.equals("?")) {
      return new Full("Full resync requested by replica " + replica, false, false);
    }
    boolean same = id.equalsIgnoreCase(history.replid());
    boolean before = id.equalsIgnoreCase(history.replid2());
    if (!same && !(before && offset <= history.secondOffset())) {
      String reason =
          before
              ? "Partial resynchronization not accepted: Requested offset for second ID was "
                  + offset
                  + ", but I can reply up to "
                  + history.secondOffset()
              : "Partial resynchronization not accepted: Replication ID mismatch (Replica asked for"
                  + " '"
                  + id
                  + "', my replication IDs are '"
                  + history.replid()
                  + "' and '"
                  + history.replid2()
                  + "')";
      return new Full(reason, true, false);
    }
    if (backlog == null || !backlog.covers(offset)) {
      return new Full(
          "Unable to partial resync with replica "
              + replica
              + " for lack of backlog (Replica request was: "
              + offset
              + ").",
          true,
          offset > history.offset());
    }
    return new Continue(offset);
  }
}

package glasshouse.engine.view;

import java.util.List;

/**
 * Something that can be done by hand about a lock that is held or waited for.
 *
 * @param deed what
 * @param claim about which one, by its id
 * @param consequence what that will mean, for people to read before it is done
 */
public record RemedyView(Deed deed, long claim, String consequence) {
  /** What can be done. */
  public enum Deed {
    /** Interrupt a thread that waits. */
    INTERRUPT,
    /** End a wait as if its time were over. */
    TIME_OUT,
    /** End a transaction, or close a store, in whose name a lock is held. */
    END_OWNER
  }

  /**
   * What came of it.
   *
   * @param done whether it was done, and what was to end has ended
   * @param sentence what happened, or why not
   * @param file the file that was checked afterwards; empty when there was none
   * @param findings what is wrong with that file; empty when nothing is
   */
  public record Outcome(boolean done, String sentence, String file, List<String> findings) {
    /** Copies the list. */
    public Outcome {
      findings = List.copyOf(findings);
    }
  }
}

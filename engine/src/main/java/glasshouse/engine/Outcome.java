package glasshouse.engine;

/** What came of an action. */
public sealed interface Outcome {
  /** It was carried out; one sentence for the log. */
  record Done(String text) implements Outcome {}

  /** It was refused or failed; the reason, as the node or the program gave it. */
  record Refused(String reason) implements Outcome {}
}

package glasshouse.engine.fuzz;

/**
 * A place in a run where one can stand still: something is about to be done, or was just found.
 *
 * @param kind what it is
 * @param node the node it is about, empty for none or all
 * @param event how many events lie before it
 * @param at milliseconds of the simulation since the start of the run
 * @param sign the glyph under which it stands in pictures
 * @param words what it is, in a line
 * @param detail how it was broken, for what was found; otherwise empty
 */
public record Point(
    Kind kind, String node, long event, long at, char sign, String words, String detail) {
  /** What can be in a run. */
  public enum Kind {
    /** Clients send something. */
    COMMANDS,
    /** Something goes wrong, or an operator does something. */
    FAULT,
    /** What had gone wrong ends. */
    HEALED,
    /** Something does not hold, since the event before. */
    FOUND,
    /** The event that one wanted to stand behind. */
    EVENT,
    /** All is healed, and nobody sends anything any more. */
    REST
  }

  /** Whether it is only to be seen, and nothing follows from it. */
  public boolean seen() {
    return kind == Kind.FOUND || kind == Kind.EVENT;
  }
}

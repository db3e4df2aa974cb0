package glasshouse.engine.fuzz;

import java.util.List;

/**
 * Something that did not hold.
 *
 * @param seed the run
 * @param sentence what should hold
 * @param detail how it was broken
 * @param event number of the event after which it was seen, from 1
 * @param at milliseconds of the simulation since the start of the run
 * @param acts what was done up to then, one line each
 * @param picture the last events, one glyph each, with a legend
 */
public record Finding(
    Seed seed,
    String sentence,
    String detail,
    long event,
    long at,
    List<String> acts,
    List<String> picture) {
  /** Copies the lists. */
  public Finding {
    acts = List.copyOf(acts);
    picture = List.copyOf(picture);
  }
}

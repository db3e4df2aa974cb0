package glasshouse.app;

import glasshouse.engine.fuzz.Hazard;
import glasshouse.engine.fuzz.Seed;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the past, or a hazard of all times.
 *
 * @param id its number, for example {@code E7}
 * @param words what it is
 * @param exhibit the exhibit that shows it
 * @param fails eras of the exhibit in which it is to be seen
 * @param healed eras of the exhibit in which it is not
 * @param found how the fuzzer finds it; null when it does not
 * @param why why it does not, empty when it does
 */
record Failure(
    String id,
    String words,
    String exhibit,
    List<String> fails,
    List<String> healed,
    @Nullable Found found,
    String why) {

  /**
   * A run in which it is found.
   *
   * @param sentence what does not hold
   * @param cure the era without the cause and with all else, empty for a hazard
   * @param hazard what the fuzzer calls it; null for what was healed
   */
  record Found(Seed seed, String sentence, String cure, @Nullable Hazard hazard) {}

  /** The row of the table. */
  String line() {
    Found run = found;
    String fuzzer =
        run == null
            ? "no: " + why
            : run.sentence().toLowerCase(Locale.ROOT).replace("wait", "WAIT")
                + (run.hazard() == null ? "" : "; hazard " + run.hazard().words())
                + ": `"
                + run.seed()
                + "`";
    return String.join(
        " | ",
        "| " + id,
        words,
        "`" + exhibit + "`",
        String.join(", ", fails),
        healed.isEmpty() ? "never" : String.join(", ", healed),
        fuzzer + " |");
  }

  @Override
  public String toString() {
    return id + " " + exhibit;
  }
}

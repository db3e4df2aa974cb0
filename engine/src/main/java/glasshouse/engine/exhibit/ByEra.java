package glasshouse.engine.exhibit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text that may differ by era.
 *
 * @param eras what it is in some eras, in the order of the file
 * @param otherwise what it is in all others, null when the eras are complete
 */
public record ByEra(Map<String, String> eras, @Nullable String otherwise) {
  /** The same in all eras. */
  static ByEra always(String text) {
    return new ByEra(Map.of(), text);
  }

  /** What it is in an era of the exhibit. */
  public String in(String era) {
    String own = eras.get(era);
    if (own != null) {
      return own;
    }
    if (otherwise == null) {
      throw new IllegalArgumentException("nothing is said for era " + era);
    }
    return otherwise;
  }
}

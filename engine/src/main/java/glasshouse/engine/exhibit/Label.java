package glasshouse.engine.exhibit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exhibit made by hand is called.
 *
 * @param id small letters, digits and single dashes; the name of its file
 * @param title what it is called
 * @param about one sentence, what it shows
 */
public record Label(String id, String title, String about) {
  /**
   * Refuses what no exhibit can be called.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose the words
   */
  public Label {
    if (!Fields.isId(id)) {
      throw new IllegalArgumentException(
          "'" + id + "' cannot name an exhibit; use small letters, digits and single dashes");
    }
    if (title.isBlank() || about.isBlank()) {
      throw new IllegalArgumentException("an exhibit needs a title and a sentence about it");
    }
  }

  /** The exhibit of these steps. */
  Exhibit on(String era, List<Role> cast, @Nullable SeedStart start, List<Step> steps) {
    return new Exhibit(
        id,
        title,
        Group.OWN,
        about,
        about,
        List.of(about),
        List.of("It was done by hand, and this is what came of it."),
        List.of(),
        cast,
        start,
        "",
        Map.of(era, "It comes out as it did by hand."),
        List.of(),
        List.copyOf(steps));
  }
}

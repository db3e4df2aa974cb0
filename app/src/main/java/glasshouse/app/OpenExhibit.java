package glasshouse.app;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.ui.player.Player;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leads the window to a step of an exhibit, as the options ask for. */
final class OpenExhibit implements Consumer<Player> {
  private final Exhibit exhibit;
  private final String era;
  private final String beside;
  private final int step;
  private final boolean told;

  private OpenExhibit(Exhibit exhibit, String era, String beside, int step, boolean told) {
    this.exhibit = exhibit;
    this.era = era;
    this.beside = beside;
    this.step = step;
    this.told = told;
  }

  /**
   * What the options ask for, null when that is no exhibit.
   *
   * @throws IllegalArgumentException when there is no such exhibit, era or step; says which there
   *     are
   */
  static @Nullable OpenExhibit of(ClusterOptions options) {
    String id = options.exhibit;
    if (id == null) {
      if (options.step != 0 || options.beside != null || options.noStory) {
        throw new IllegalArgumentException("--step, --beside and --no-story want --exhibit ID");
      }
      return null;
    }
    Exhibit exhibit = Exhibits.named(id);
    int steps = exhibit.steps().size();
    if (options.step < 0 || options.step > steps) {
      throw new IllegalArgumentException(
          exhibit.id() + " has the steps 1 to " + steps + ", not " + options.step);
    }
    return new OpenExhibit(
        exhibit,
        Exhibits.era(exhibit, options.era),
        options.beside == null ? "" : Exhibits.era(exhibit, options.beside),
        options.step,
        !options.noStory);
  }

  @Override
  public void accept(Player player) {
    player.choose(exhibit);
    player.toggle();
    player.era(era);
    if (!beside.isEmpty()) {
      player.beside().toggle(beside);
    }
    player.seek(step);
    if (!told) {
      player.toggle();
    }
  }

  /** Whether that can be seen. */
  boolean there(Player player) {
    boolean compared = beside.isEmpty() || player.beside().rehearsal() != null;
    return player.stands() && player.ended() == step && player.coming() == null && compared;
  }
}

package glasshouse.ui.player;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The era that is shown beside the one that is played, and what each step does there. */
public final class Beside {
  private final Player player;
  private String era = "";

  Beside(Player player) {
    this.player = player;
  }

  /** Which one, empty for none. */
  public String era() {
    return era;
  }

  /** What every step does there, null while that is not known and when there is none. */
  public @Nullable Rehearsal rehearsal() {
    return era.isEmpty() ? null : player.rehearsal(era);
  }

  /** Shows that era, or none when it is shown already, or played. */
  public void toggle(String name) {
    set(name.equals(era) || name.equals(player.era()) ? "" : name);
    player.changed();
  }

  /** Shows none any more. */
  public void hide() {
    set("");
    player.changed();
  }

  /** Shows the other era of the exhibit's pair, then the next ones; after the last, none. */
  public void next() {
    Exhibit exhibit = player.chosen();
    if (exhibit == null) {
      return;
    }
    List<String> eras = new ArrayList<>(exhibit.pair());
    exhibit.eras().keySet().stream().filter(e -> !eras.contains(e)).forEach(eras::add);
    eras.remove(player.era());
    int at = eras.indexOf(era) + 1;
    set(at < eras.size() ? eras.get(at) : "");
    player.changed();
  }

  /** The era that is played is another now. */
  void played(String name) {
    if (era.equals(name)) {
      era = "";
    }
  }

  void set(String name) {
    era = name;
  }
}

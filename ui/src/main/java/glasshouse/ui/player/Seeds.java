package glasshouse.ui.player;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.SteppedSeed;
import glasshouse.engine.fuzz.Seed;
import glasshouse.ui.fx.FxThread;
import java.util.function.Consumer;

/** Makes exhibits of the seeds that somebody asks for, aside: each is played once for that. */
final class Seeds {
  private final Consumer<Exhibit> opened;
  private final Runnable changed;
  private String note = "";
  private boolean refused;
  private int asked;

  /** {@code opened} gets the exhibit asked for last, {@code changed} hears of a new note. */
  Seeds(Consumer<Exhibit> opened, Runnable changed) {
    this.opened = opened;
    this.changed = changed;
  }

  /** What is to be said about the seed asked for last, empty for nothing. */
  String note() {
    return note;
  }

  /** Whether it was refused. */
  boolean refused() {
    return refused;
  }

  /** Asks for one, to be stood still in behind that event too, 0 for none. */
  void open(String text, long event) {
    int number = ++asked;
    try {
      Seed seed = Seed.known(text.strip());
      tell("Plays " + seed + " once…", false);
      Thread.ofVirtual().name("score-" + seed).start(() -> play(seed, event, number));
    } catch (IllegalArgumentException wrong) {
      tell(String.valueOf(wrong.getMessage()), true);
    }
  }

  /** What was asked for is no longer wanted. */
  void forget() {
    asked++;
    tell("", false);
  }

  private void play(Seed seed, long event, int number) {
    Exhibit exhibit = SteppedSeed.of(seed, event);
    FxThread.run(
        () -> {
          if (number == asked) {
            tell("", false);
            opened.accept(exhibit);
          }
        });
  }

  private void tell(String text, boolean isRefusal) {
    note = text;
    refused = isRefusal;
    changed.run();
  }
}

package glasshouse.ui.player;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.SteppedSeed;
import glasshouse.engine.fuzz.Seed;
import glasshouse.ui.fx.FxThread;

/**
 * Makes exhibits of the seeds of the fuzzer that somebody asks for, aside: each is played once for
 * that, and the one asked for last is opened.
 */
public final class Seeds {
  private final Player player;
  private String note = "";
  private boolean refused;
  private boolean wanted;
  private int asked;

  Seeds(Player player) {
    this.player = player;
  }

  /** What is to be said about the seed asked for last, empty for nothing. */
  public String note() {
    return note;
  }

  /** Whether it was refused. */
  public boolean refused() {
    return refused;
  }

  /** Shows the list of all exhibits, and asks for a seed there. */
  public void ask() {
    player.showAll();
    wanted = true;
  }

  /** True once after {@link #ask}: the one who shows where to type leads there. */
  public boolean takeAsk() {
    boolean asks = wanted;
    wanted = false;
    return asks;
  }

  /**
   * Opens what a seed does, where something broke in it, or at its end.
   *
   * @param text as the fuzzer names it; {@link #note} says so when it is none
   * @param event to be opened behind that event instead, 0 for none
   */
  public void open(String text, long event) {
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
            player.openAt(exhibit, SteppedSeed.opening(exhibit));
          }
        });
  }

  private void tell(String text, boolean isRefusal) {
    note = text;
    refused = isRefusal;
    player.changed();
  }
}

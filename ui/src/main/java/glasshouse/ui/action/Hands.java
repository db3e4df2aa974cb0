package glasshouse.ui.action;

import glasshouse.engine.Action;
import glasshouse.ui.player.Player;

/** What carries an action out: the window, or a test. */
public interface Hands {
  /** Asks the engine. */
  void act(Action action);

  /** Says why something was not done. */
  void refuse(String what, String reason);

  /** Opens a console to a node. */
  void console(String node);

  /** Opens the palette with some text in it. */
  void palette(String text);

  /** Changes from light to dark or back. */
  void theme();

  /** Stops or starts everything that moves for the eye alone. */
  void motion();

  /** Moves the focus to the next panel, or to the one before. */
  void panel(int step);

  /** Shows or hides the exhibits. */
  void exhibits();

  /** What plays the exhibits. */
  Player player();

  /** Opens a cache lab in the place of the cluster. */
  void lab();

  /** Saves what was done by hand as an exhibit. */
  void save();

  /** Copies the whole cluster as text. */
  void copy();
}

package glasshouse.ui.fx;

import javafx.scene.Scene;

/** What a stage can show: it moves only between {@link #start} and {@link #stop}. */
public interface Face {
  /** To be put on a stage. */
  Scene scene();

  /** Shows the newest view at once, as a picture needs it. */
  void refreshNow();

  /** Begins to follow what it shows. */
  void start();

  /** Ends following it. */
  void stop();
}

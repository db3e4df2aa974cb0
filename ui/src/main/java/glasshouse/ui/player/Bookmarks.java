package glasshouse.ui.player;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where tours were left. Both are called on the JavaFX thread and return at once. */
public interface Bookmarks {
  /** The stop at which a tour was left, counted from 0; 0 when it was never begun. */
  int stop(String tour);

  /** A tour stands at that stop now. */
  void keep(String tour, int stop);

  /** Those that last as long as the window. */
  static Bookmarks ofThisWindow() {
    Map<String, Integer> stops = new LinkedHashMap<>();
    return new Bookmarks() {
      @Override
      public int stop(String tour) {
        return stops.getOrDefault(tour, 0);
      }

      @Override
      public void keep(String tour, int stop) {
        stops.put(tour, stop);
      }
    };
  }
}

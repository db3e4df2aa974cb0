package glasshouse.ui.player;

import glasshouse.engine.exhibit.Tour;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tours past the exhibits of a window, the one that is walked, and where one left each. */
public final class Walk {
  private final List<Tour> tours;
  private final Player player;
  private Bookmarks bookmarks = Bookmarks.ofThisWindow();
  private @Nullable Tour tour;
  private int at;

  Walk(List<Tour> tours, Player player) {
    this.tours = List.copyOf(tours);
    this.player = player;
  }

  /** Keeps from now on there where tours are left. */
  public void keepIn(Bookmarks others) {
    bookmarks = others;
  }

  /** All tours. */
  public List<Tour> tours() {
    return tours;
  }

  /** The one that is walked, null for none. */
  public @Nullable Tour tour() {
    return tour;
  }

  /** The stop one stands at, counted from 0; of the tour that is walked. */
  public int at() {
    return at;
  }

  /** The stop one stands at, null when no tour is walked. */
  public Tour.@Nullable Stop stop() {
    return tour == null ? null : tour.stops().get(at);
  }

  /** Whether the tour that is walked has a stop in that direction, 1 or -1. */
  public boolean leads(int direction) {
    return tour != null && at + direction >= 0 && at + direction < tour.stops().size();
  }

  /** The stop at which a tour was left, 0 when it was never begun. */
  public int left(Tour of) {
    return Math.clamp(bookmarks.stop(of.id()), 0, of.stops().size() - 1);
  }

  /** Walks a tour, from the stop where it was left. */
  public void resume(Tour of) {
    go(of, left(of));
  }

  /** Walks the tour that is walked, or else the first, from where it was left. */
  public void resume() {
    if (!tours.isEmpty()) {
      resume(tour == null ? tours.getFirst() : tour);
    }
  }

  /** To the next stop (1) or the one before (-1); nothing happens where there is none. */
  public void step(int direction) {
    Tour walked = tour;
    if (walked != null && leads(direction)) {
      go(walked, at + direction);
    }
  }

  /** To the stop of that number, from 0, of a tour. */
  public void go(Tour of, int stop) {
    tour = of;
    at = Math.clamp(stop, 0, of.stops().size() - 1);
    bookmarks.keep(of.id(), at);
    player.visit(of.stops().get(at));
  }

  /** Nobody walks any more; where one stood is kept. */
  void leave() {
    tour = null;
  }
}

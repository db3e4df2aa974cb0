package glasshouse.ui.model;

import glasshouse.engine.view.EngineEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The newest events, bounded, and those of them that pass the filter. */
public final class EventLog {
  /** How many are kept. */
  public static final int LIMIT = 5_000;

  /**
   * What is let through; empty and null let everything through.
   *
   * @param text part of the line, whatever its case
   * @param node name of a node
   * @param kind what it is about
   * @param level the least loudness
   */
  public record Filter(
      String text, String node, EngineEvent.@Nullable Kind kind, EngineEvent.@Nullable Level level)
      implements Predicate<EngineEvent> {
    /** Lets everything through. */
    public static final Filter ALL = new Filter("", "", null, null);

    @Override
    public boolean test(EngineEvent event) {
      return (node.isEmpty() || node.equals(event.node()))
          && (kind == null || kind == event.kind())
          && (level == null || event.level().compareTo(level) >= 0)
          && (text.isEmpty()
              || event.text().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
  }

  private final Deque<EngineEvent> all = new ArrayDeque<>();
  private final List<EngineEvent> fresh = new ArrayList<>();
  private final ObservableList<EngineEvent> shown = FXCollections.observableArrayList();
  private Filter filter = Filter.ALL;
  private boolean paused;
  private long lost;
  private long seen;

  /** Takes an event in; it is shown with the next {@link #flush}. */
  public void add(EngineEvent event) {
    seen++;
    all.addLast(event);
    if (all.size() > LIMIT) {
      all.removeFirst();
    }
    fresh.add(event);
    if (fresh.size() > LIMIT) {
      fresh.removeFirst();
    }
  }

  /** Counts events that nobody saw. */
  public void lost(long count) {
    lost += count;
  }

  /** Shows what came since, unless paused. */
  public void flush() {
    if (paused || fresh.isEmpty()) {
      return;
    }
    List<EngineEvent> passed = fresh.stream().filter(filter).toList();
    fresh.clear();
    int over = shown.size() + passed.size() - LIMIT;
    if (over >= shown.size()) {
      shown.setAll(passed.subList(Math.max(0, passed.size() - LIMIT), passed.size()));
      return;
    }
    if (over > 0) {
      shown.remove(0, over);
    }
    if (!passed.isEmpty()) {
      shown.addAll(passed);
    }
  }

  /** Changes what is let through. */
  public void filter(Filter changed) {
    filter = changed;
    fresh.clear();
    shown.setAll(all.stream().filter(changed).toList());
  }

  /** Stops showing new events, or shows all that came meanwhile. */
  public void pause(boolean on) {
    paused = on;
    flush();
  }

  /** Forgets everything. */
  public void clear() {
    all.clear();
    fresh.clear();
    shown.clear();
  }

  /** What passes the filter, oldest first; changes on the JavaFX thread only. */
  public ObservableList<EngineEvent> shown() {
    return shown;
  }

  /** Events that came and are not shown because of the pause. */
  public int waiting() {
    return paused ? fresh.size() : 0;
  }

  /** Events the engine had to drop before anyone saw them. */
  public long lost() {
    return lost;
  }

  /** Events that came since the window opened. */
  public long seen() {
    return seen;
  }
}

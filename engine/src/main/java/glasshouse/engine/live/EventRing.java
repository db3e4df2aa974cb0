package glasshouse.engine.live;

import glasshouse.engine.view.EngineEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The last events of a cluster; what nobody comes for in time is lost and counted. */
public final class EventRing {
  private static final int CAPACITY = 20_000;

  private final Deque<EngineEvent> events = new ArrayDeque<>();

  /** How many at the end nobody has come for yet. */
  private int unread;

  private long lost;

  /** Adds the newest; from any thread. */
  public synchronized void add(EngineEvent event) {
    if (events.size() == CAPACITY) {
      events.remove();
      if (unread == CAPACITY) {
        unread--;
        lost++;
      }
    }
    events.add(event);
    unread++;
  }

  /** Hands over all events since the last call, oldest first; returns how many were lost. */
  public long drain(Consumer<EngineEvent> reader) {
    List<EngineEvent> taken = new ArrayList<>();
    long missed;
    synchronized (this) {
      Iterator<EngineEvent> newestFirst = events.descendingIterator();
      for (; unread > 0; unread--) {
        taken.add(newestFirst.next());
      }
      missed = lost;
      lost = 0;
    }
    taken.reversed().forEach(reader);
    return missed;
  }

  /** Whether one of the last events of a node, read or not, has these words in it. */
  public synchronized boolean tells(String node, String words) {
    for (EngineEvent event : events) {
      if (event.node().equals(node) && event.text().contains(words)) {
        return true;
      }
    }
    return false;
  }
}

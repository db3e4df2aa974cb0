package glasshouse.engine.live;

import glasshouse.engine.view.EngineEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** The last events of a cluster; what nobody comes for in time is lost and counted. */
public final class EventRing {
  private static final int CAPACITY = 20_000;

  private final Queue<EngineEvent> events = new ArrayDeque<>();
  private long lost;

  /** Adds the newest; from any thread. */
  public synchronized void add(EngineEvent event) {
    if (events.size() == CAPACITY) {
      events.remove();
      lost++;
    }
    events.add(event);
  }

  /** Hands over all events, oldest first; returns how many were lost before them. */
  public long drain(Consumer<EngineEvent> reader) {
    Queue<EngineEvent> taken;
    long missed;
    synchronized (this) {
      taken = new ArrayDeque<>(events);
      events.clear();
      missed = lost;
      lost = 0;
    }
    taken.forEach(reader);
    return missed;
  }
}

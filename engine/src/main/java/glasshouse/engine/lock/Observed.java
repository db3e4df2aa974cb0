package glasshouse.engine.lock;

import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.ThreadName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Locks that a JVM knows of by itself, as a dump of its threads tells. */
public final class Observed {
  final List<Holder> held = new ArrayList<>();
  final List<Holder> waiting = new ArrayList<>();

  /**
   * A thread has a lock.
   *
   * @param of what it is
   * @param key tells it from others of its kind
   * @param place where it took it; empty when unknown
   */
  public void holds(ThreadName thread, Lock.Kind kind, String of, String key, String place) {
    held.add(
        new Holder(0, new Lock(kind, of, key), thread, true, new Place(place, List.of(), false)));
  }

  /**
   * A thread waits for a lock.
   *
   * @param of what it is
   * @param key tells it from others of its kind
   * @param place where it does; empty when unknown
   */
  public void waits(ThreadName thread, Lock.Kind kind, String of, String key, String place) {
    waiting.add(
        new Holder(0, new Lock(kind, of, key), thread, false, new Place(place, List.of(), false)));
  }

  /** The circles among these alone. */
  public Found found() {
    return Found.in(held, waiting);
  }

  /**
   * What was found.
   *
   * @param deadlocks each once
   * @param fates by the number of the thread, for those that wait
   */
  public record Found(List<DeadlockView> deadlocks, Map<Long, Fate> fates) {
    static Found in(List<Holder> held, List<Holder> waiting) {
      WaitGraph graph = new WaitGraph(held, waiting);
      List<DeadlockView> deadlocks = new ArrayList<>();
      Map<Long, Fate> fates = new LinkedHashMap<>();
      for (Holder wait : waiting) {
        List<WaitGraph.Link> circle = graph.circleThrough(wait);
        if (circle != null) {
          DeadlockView deadlock = Deadlocks.closed(circle);
          if (deadlocks.stream().noneMatch(other -> other.threads().equals(deadlock.threads()))) {
            deadlocks.add(deadlock);
          }
        }
        fates.put(wait.threadId, graph.fate(wait));
      }
      return new Found(List.copyOf(deadlocks), fates);
    }
  }
}

package glasshouse.engine.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is different between two looks at the threads of a JVM.
 *
 * @param started threads that are new
 * @param ended threads that are gone
 * @param moved threads that are elsewhere than before, as they are now
 * @param stayed threads that are where they were and do not rest there, the longest stuck first
 */
public record ThreadsChange(
    List<ThreadView> started,
    List<ThreadView> ended,
    List<ThreadView> moved,
    List<ThreadView> stayed) {
  /** Copies the lists. */
  public ThreadsChange {
    started = List.copyOf(started);
    ended = List.copyOf(ended);
    moved = List.copyOf(moved);
    stayed = List.copyOf(stayed);
  }

  /** The difference between two looks. */
  public static ThreadsChange between(ThreadsView before, ThreadsView after) {
    Map<Long, ThreadView> old = new LinkedHashMap<>();
    all(before).forEach(thread -> old.put(thread.thread().id(), thread));
    List<ThreadView> started = new ArrayList<>();
    List<ThreadView> moved = new ArrayList<>();
    List<ThreadView> stayed = new ArrayList<>();
    for (ThreadView now : all(after)) {
      ThreadView then = old.remove(now.thread().id());
      if (then == null) {
        started.add(now);
      } else if (!then.stack().equals(now.stack()) || !then.state().equals(now.state())) {
        moved.add(now);
      } else if (!now.idle()) {
        stayed.add(now);
      }
    }
    return new ThreadsChange(started, List.copyOf(old.values()), moved, stayed);
  }

  private static List<ThreadView> all(ThreadsView view) {
    return view.groups().stream().flatMap(group -> group.threads().stream()).toList();
  }
}

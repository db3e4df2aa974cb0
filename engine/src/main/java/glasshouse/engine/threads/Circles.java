package glasshouse.engine.threads;

import glasshouse.engine.lock.Lock;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Observed;
import glasshouse.engine.view.Frames;
import glasshouse.engine.view.ThreadName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a dump tells of who has what and who waits for what, for the graph of waits. */
final class Circles {
  private static final String LOCKS = LockRegistry.class.getPackageName() + ".";
  private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

  private final List<Seen> all;
  private final boolean registry;
  private final Map<Long, ThreadName> names = new HashMap<>();
  private final Set<String> owned = new HashSet<>();
  private final Observed observed = new Observed();

  private Circles(List<Seen> all, boolean registry) {
    this.all = all;
    this.registry = registry;
    all.forEach(seen -> names.put(seen.thread().id(), seen.thread()));
  }

  /**
   * Reads a dump.
   *
   * @param registry whether a registry tells of the waits for watched locks
   */
  static Observed of(List<Seen> all, boolean registry) {
    return new Circles(all, registry).observed();
  }

  private Observed observed() {
    for (Seen seen : all) {
      for (Seen.Owned one : seen.owned()) {
        holds(seen.thread(), one.monitor(), one.what(), place(seen, one.depth()));
      }
      for (StackTraceElement frame : seen.stack()) {
        if (frame.getMethodName().equals("<clinit>")
            && !frame.getClassName().equals(seen.initialising())) {
          String name = frame.getClassName();
          observed.holds(seen.thread(), Lock.Kind.CLASS, name, name, Frames.words(frame));
        }
      }
    }
    all.forEach(this::waits);
    return observed;
  }

  private void holds(ThreadName thread, boolean monitor, String what, String place) {
    owned.add(what);
    observed.holds(thread, kind(monitor), what, what, place);
  }

  private void waits(Seen seen) {
    String place = Frames.user(seen.stack());
    if (!seen.initialising().isEmpty()) {
      String name = seen.initialising();
      observed.waits(seen.thread(), Lock.Kind.CLASS, name, name, place);
      return;
    }
    if (registry && isBookkeeping(seen)) {
      return;
    }
    boolean monitor = seen.state().equals("BLOCKED");
    ThreadName owner = names.get(seen.owner());
    if (seen.blocker().isEmpty() || !(monitor || owner != null || isMutex(seen))) {
      return;
    }
    if (owner != null && !owned.contains(seen.blocker())) {
      holds(owner, monitor, seen.blocker(), "");
    }
    observed.waits(seen.thread(), kind(monitor), seen.blocker(), seen.blocker(), place);
  }

  /**
   * Whether it waits for what the watched locks lock for a moment to keep their books. One that
   * waits for a watched lock tries again now and then and has that in hand each time, though not
   * for as long as it waits.
   */
  private static boolean isBookkeeping(Seen seen) {
    return seen.stack().stream()
        .map(StackTraceElement::getClassName)
        .filter(name -> JDK.stream().noneMatch(name::startsWith))
        .findFirst()
        .filter(name -> name.startsWith(LOCKS))
        .isPresent();
  }

  /** Of those a thread can have alone; for others one that has it need not be in the way. */
  private static boolean isMutex(Seen seen) {
    return seen.blocker().startsWith("java.util.concurrent.locks.ReentrantLock$");
  }

  private static Lock.Kind kind(boolean monitor) {
    return monitor ? Lock.Kind.MONITOR : Lock.Kind.MUTEX;
  }

  /** Where a frame of the user's led to the one that took it. */
  private static String place(Seen seen, int depth) {
    if (depth < 0 || depth >= seen.stack().size()) {
      return "";
    }
    List<StackTraceElement> from = seen.stack().subList(depth, seen.stack().size());
    String user = Frames.user(from);
    return user.isEmpty() ? Frames.words(from.getFirst()) : user;
  }
}

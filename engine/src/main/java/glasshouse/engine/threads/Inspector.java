package glasshouse.engine.threads;

import glasshouse.engine.lock.Claimed;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Observed;
import glasshouse.engine.lock.StockDetector;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.Frames;
import glasshouse.engine.view.LocksView.StockAnswer;
import glasshouse.engine.view.ThreadName;
import glasshouse.engine.view.ThreadView;
import glasshouse.engine.view.ThreadsView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all threads of a JVM again and again. How long a thread has been where it is, a JVM does
 * not tell: the registry of locks knows it of its own waits, and of all others it is known from one
 * look to the next.
 */
public final class Inspector {
  private static final Comparator<ThreadView> ORDER =
      Comparator.comparing(ThreadView::idle)
          .thenComparing(ThreadView::fate, Comparator.reverseOrder())
          .thenComparing(ThreadView::stuckMillis, Comparator.reverseOrder())
          .thenComparing(thread -> thread.reason().equals("runs"))
          .thenComparing(thread -> thread.place().isEmpty())
          .thenComparingLong(thread -> thread.thread().id());

  private final Jvm jvm;
  private final @Nullable LockRegistry registry;

  private final boolean virtual;

  /** Where a thread was found first, and since when it has been found there. */
  private record Found(List<StackTraceElement> stack, String state, long cpuMillis, long nanos) {}

  private Map<Long, Found> before = new HashMap<>();

  /**
   * An inspector that has not looked yet.
   *
   * @param registry the one of this JVM's locks; null for another JVM, or when there is none
   */
  public Inspector(Jvm jvm, @Nullable LockRegistry registry) {
    this(jvm, registry, false);
  }

  private Inspector(Jvm jvm, @Nullable LockRegistry registry, boolean virtual) {
    this.jvm = jvm;
    this.registry = registry;
    this.virtual = virtual;
  }

  /**
   * One that sees all virtual threads too, and not only those that the registry knows. The JVM that
   * is looked at writes a file for that (jcmd's Thread.dump_to_file), and a JVM of release 25.0.3
   * was seen to crash over it while its virtual threads were busy: not for one that must go on.
   */
  public static Inspector withVirtual(Jvm jvm, @Nullable LockRegistry registry) {
    return new Inspector(jvm, registry, true);
  }

  /**
   * All threads now.
   *
   * @throws IOException when the JVM has ended, or does not answer
   */
  public ThreadsView look() throws IOException {
    Claimed claimed = registry == null ? null : registry.claimed();
    List<Seen> all = dump();
    Observed.Found circles = circles(all, claimed);
    if (virtual && !circles.deadlocks().isEmpty()) {
      List<Seen> again = dump();
      circles = circles(unmoved(again, all), claimed);
      all = again;
    }
    Map<Long, ClaimView> waits = new HashMap<>();
    if (registry != null) {
      registry.waiting().forEach(wait -> waits.put(wait.thread().id(), wait));
    }
    Map<Long, ThreadName> names = new HashMap<>();
    all.forEach(seen -> names.put(seen.thread().id(), seen.thread()));
    List<ThreadView> threads = new ArrayList<>();
    Map<Long, Found> now = new HashMap<>();
    String holder = FileLocks.waitedFor(jvm.pid());
    for (Seen seen : all) {
      Found found = found(seen);
      now.put(seen.thread().id(), found);
      Fate fate = circles.fates().getOrDefault(seen.thread().id(), Fate.OPEN);
      threads.add(
          view(seen, found, waits.get(seen.thread().id()), fate, reason(seen, names, holder)));
    }
    before = now;
    return new ThreadsView(
        jvm.pid(), groups(threads), circles.deadlocks(), stock(names), FileLocks.of(jvm.pid()));
  }

  private List<Seen> dump() throws IOException {
    return Dump.of(jvm, virtual, registry == null ? Set.of() : registry.threads());
  }

  private Observed.Found circles(List<Seen> all, @Nullable Claimed claimed) {
    return registry == null || claimed == null
        ? Circles.of(all, false).found()
        : registry.with(Circles.of(all, true), claimed);
  }

  /**
   * Without the virtual threads that moved since then. A JVM tells of them later than of the others
   * and of one after the other; of what happens at different moments a circle can be made that
   * never was.
   */
  private static List<Seen> unmoved(List<Seen> now, List<Seen> then) {
    Set<Seen> earlier = Set.copyOf(then);
    return now.stream().filter(seen -> !seen.thread().virtual() || earlier.contains(seen)).toList();
  }

  /**
   * One that runs on the processor is not stuck, though it may be found at the same place again.
   */
  private Found found(Seen seen) {
    Found then = before.get(seen.thread().id());
    if (then != null
        && then.stack.equals(seen.stack())
        && then.state.equals(seen.state())
        && !(seen.state().equals("RUNNABLE") && then.cpuMillis != seen.cpuMillis())) {
      return then;
    }
    return new Found(seen.stack(), seen.state(), seen.cpuMillis(), System.nanoTime());
  }

  private static String reason(Seen seen, Map<Long, ThreadName> names, String holder) {
    String reason = Reasons.of(seen, names);
    boolean known = seen.isIn("sun.nio.ch.", "lock0", 1) && !holder.isEmpty();
    return known ? reason + " that " + holder + " has" : reason;
  }

  private static ThreadView view(
      Seen seen, Found found, @Nullable ClaimView wait, Fate fate, String reason) {
    boolean idle = wait == null && fate == Fate.OPEN && Idlers.isOne(seen);
    return new ThreadView(
        seen.thread(),
        seen.state(),
        wait == null ? reason : "waits for the " + wait.words() + tried(wait),
        Frames.user(seen.stack()),
        seen.stack(),
        wait == null
            ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - found.nanos)
            : wait.millis(),
        wait != null,
        seen.cpuMillis(),
        idle,
        fate);
  }

  private static String tried(ClaimView wait) {
    return wait.tries() > 1 ? ", tried %d times".formatted(wait.tries()) : "";
  }

  private static List<ThreadsView.Group> groups(List<ThreadView> threads) {
    threads.sort(ORDER);
    Map<List<Object>, List<ThreadView>> equal = new LinkedHashMap<>();
    for (ThreadView thread : threads) {
      List<Object> key = List.of(thread.stack(), thread.state(), thread.idle(), thread.fate());
      equal.computeIfAbsent(key, _ -> new ArrayList<>()).add(thread);
    }
    return equal.values().stream().map(ThreadsView.Group::new).toList();
  }

  private StockAnswer stock(Map<Long, ThreadName> names) {
    return StockDetector.answer(
        jvm.threads().findDeadlockedThreads(),
        id -> names.getOrDefault(id, ThreadName.of(id, "", false, true)).name());
  }
}

package glasshouse.engine.lab;

import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.DeadlockView.Certainty;
import glasshouse.engine.view.LabFile;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.LabThread;
import glasshouse.engine.view.LabView.State;
import glasshouse.engine.view.LocksView;
import glasshouse.engine.view.LostLockView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a view of a run. */
final class Portrait {
  private final Run run;
  private final long now = System.nanoTime();
  private final Set<Worker> ended = new HashSet<>();
  private final LocksView locks;
  private final List<ClaimView> held;
  private final List<ClaimView> waiting;
  private final List<DeadlockView.Link> circle;
  private final String sentence;

  private Portrait(Run run) {
    this.run = run;
    // Before the locks: who has ended then holds none of them.
    run.workers.stream().filter(Worker::done).forEach(ended::add);
    locks = run.registry.view();
    held = locks.held();
    waiting = locks.waiting();
    Optional<DeadlockView> closed =
        locks.deadlocks().stream().filter(d -> d.certainty() != Certainty.POSSIBLE).findFirst();
    circle = closed.map(DeadlockView::links).orElse(List.of());
    sentence = closed.map(DeadlockView::sentence).orElse("");
  }

  static LabView of(Run run, LabFile file) {
    return new Portrait(run).view(file);
  }

  private LabView view(LabFile file) {
    List<LabThread> threads = new ArrayList<>();
    for (Worker worker : run.workers) {
      threads.add(thread(worker));
    }
    return new LabView(
        run.program.card().id(),
        run.program.card().title(),
        run.program.card().variants(),
        run.variant,
        run.program.card().requests(),
        run.clock.now(),
        List.copyOf(threads),
        held.stream().map(this::claim).toList(),
        waiting.stream().map(this::claim).toList(),
        edges(),
        circle.stream().map(link -> link.waiter().thread().name()).toList(),
        run.readable(sentence),
        locks.deadlocks().stream()
            .filter(deadlock -> deadlock.certainty() == Certainty.POSSIBLE)
            .map(deadlock -> run.readable(deadlock.sentence()))
            .toList(),
        locks.lost().stream().map(this::lost).toList(),
        stock(),
        run.handles().stream()
            .map(o -> new LabView.Handle(o.name(), o.about(), o.thread(), o.place()))
            .toList(),
        file,
        run.facts(),
        run.log.lines());
  }

  private String lost(LostLockView lost) {
    return run.readable(lost.owner() + ": " + lost.sentence());
  }

  private LabThread thread(Worker worker) {
    if (ended.contains(worker)) {
      return new LabThread(
          worker.name,
          worker.task,
          worker.failed() ? State.FAILED : State.DONE,
          "",
          Thread.State.TERMINATED.name(),
          millisSince(worker.ended()),
          0,
          "",
          List.of(),
          worker.result());
    }
    String lingers = worker.lingers();
    ClaimView wait = waitOf(worker.thread);
    State state = State.RUNNING;
    String reason = "";
    long millis = millisSince(worker.began);
    if (wait != null) {
      state = inCircle(worker.thread) ? State.STUCK : State.WAITING;
      reason = run.readable(wait.words());
      millis = wait.millis();
    } else if (!lingers.isEmpty()) {
      state = State.LINGERING;
      reason = lingers;
      millis = millisSince(worker.lingersSince());
    }
    List<StackTraceElement> stack = List.of(worker.thread.getStackTrace());
    return new LabThread(
        worker.name,
        worker.task,
        state,
        reason,
        worker.thread.getState().name(),
        millis,
        wait == null ? 0 : wait.tries(),
        run.readable(Places.of(stack)),
        stack,
        "");
  }

  private @Nullable ClaimView waitOf(Thread thread) {
    for (ClaimView wait : waiting) {
      if (wait.thread().id() == thread.threadId()) {
        return wait;
      }
    }
    return null;
  }

  private boolean inCircle(Thread thread) {
    return circle.stream().anyMatch(link -> link.waiter().thread().id() == thread.threadId());
  }

  private LabView.Claim claim(ClaimView claim) {
    return new LabView.Claim(
        claim.kind(),
        run.readable(claim.of()),
        claim.shared(),
        run.readable(claim.owner()),
        claim.thread().name(),
        claim.millis(),
        claim.tries(),
        run.readable(Places.of(claim.stack())),
        claim.stack());
  }

  private List<LabView.Edge> edges() {
    List<LabView.Edge> edges = new ArrayList<>();
    for (DeadlockView.Link link : locks.links()) {
      int holder = indexOf(link.by(), held);
      int earlier = indexOf(link.by(), waiting);
      if (holder >= 0 || earlier >= 0) {
        edges.add(edge(link, holder, earlier));
      }
    }
    return List.copyOf(edges);
  }

  private LabView.Edge edge(DeadlockView.Link link, int holder, int earlier) {
    ClaimView wait = link.waiter();
    return new LabView.Edge(
        indexOf(wait, waiting),
        holder,
        earlier,
        wait.thread().name(),
        link.by().thread().name(),
        run.readable(wait.words()),
        circle.stream().anyMatch(part -> isSame(part, link)));
  }

  private static boolean isSame(DeadlockView.Link one, DeadlockView.Link other) {
    return one.waiter().id() == other.waiter().id() && one.by().id() == other.by().id();
  }

  /** Where a claim stands among these; -1 when it is none of them. */
  private static int indexOf(ClaimView claim, List<ClaimView> claims) {
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).id() == claim.id()) {
        return i;
      }
    }
    return -1;
  }

  /** What the JVM's own finder says of this run's threads. */
  private List<String> stock() {
    long @Nullable [] found = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    if (found == null) {
      return List.of();
    }
    return run.workers.stream()
        .filter(worker -> Arrays.stream(found).anyMatch(id -> id == worker.thread.threadId()))
        .map(worker -> worker.name)
        .toList();
  }

  private long millisSince(long nanos) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - nanos));
  }
}

package glasshouse.engine.lock;

import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.LocksView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All claims at one moment, and what follows from them. To be asked while the registry they are of
 * is locked.
 *
 * @param held oldest first
 * @param waiting oldest first
 * @param others claims that are seen elsewhere
 */
record Standing(List<Holder> held, List<Holder> waiting, Observed others) {
  private WaitGraph graph() {
    List<Holder> allHeld = new ArrayList<>(held);
    allHeld.addAll(others.held);
    List<Holder> allWaiting = new ArrayList<>(waiting);
    allWaiting.addAll(others.waiting);
    return new WaitGraph(allHeld, allWaiting);
  }

  /** The circle that a wait closes, null for none. */
  @Nullable DeadlockView closedBy(Holder wait) {
    return closed(graph(), wait);
  }

  private static @Nullable DeadlockView closed(WaitGraph graph, Holder wait) {
    List<WaitGraph.Link> circle = graph.circleThrough(wait);
    return circle == null ? null : Deadlocks.closed(circle);
  }

  /** The circles that are closed, each once. */
  List<DeadlockView> deadlocks() {
    return deadlocks(graph());
  }

  private List<DeadlockView> deadlocks(WaitGraph graph) {
    List<DeadlockView> found = new ArrayList<>();
    for (Holder wait : waiting) {
      DeadlockView deadlock = closed(graph, wait);
      if (deadlock != null
          && found.stream().noneMatch(other -> other.threads().equals(deadlock.threads()))) {
        found.add(deadlock);
      }
    }
    return found;
  }

  /** What would be a circle if a writing transaction had to map its file anew. */
  private List<DeadlockView> possible() {
    List<DeadlockView> found = new ArrayList<>();
    for (Holder writer : held) {
      boolean runs = waiting.stream().noneMatch(wait -> wait.threadId == writer.threadId);
      if (writer.lock.kind() == Lock.Kind.WRITER && runs) {
        Lock map = new Lock(Lock.Kind.MAP, writer.lock.of(), writer.lock.key());
        Holder growth = writer.asking(map);
        List<Holder> then = new ArrayList<>(waiting);
        then.add(growth);
        List<WaitGraph.Link> circle = new WaitGraph(held, then).circleThrough(growth);
        if (circle != null) {
          found.add(Deadlocks.possible(circle));
        }
      }
    }
    return found;
  }

  /** The waits, and what becomes of each. */
  List<ClaimView> waits() {
    return waits(graph());
  }

  private List<ClaimView> waits(WaitGraph graph) {
    return waiting.stream().map(wait -> wait.view(graph.fate(wait))).toList();
  }

  private List<DeadlockView.Link> links(WaitGraph graph) {
    List<DeadlockView.Link> links = new ArrayList<>();
    for (Holder wait : waiting) {
      ClaimView waiter = wait.view(graph.fate(wait));
      for (Holder by : graph.inTheWayOf(wait)) {
        links.add(new DeadlockView.Link(waiter, by.view(Fate.OPEN)));
      }
    }
    return links;
  }

  /** All of it but what must be asked of the system. */
  LocksView view() {
    WaitGraph graph = graph();
    List<DeadlockView> deadlocks = new ArrayList<>(deadlocks(graph));
    deadlocks.addAll(possible());
    return new LocksView(
        held.stream().map(claim -> claim.view(Fate.OPEN)).toList(),
        waits(graph),
        links(graph),
        deadlocks,
        new GraphDrawing(graph, deadlocks).of(held, waiting, others),
        List.of(),
        StockDetector.nothingAsked());
  }
}

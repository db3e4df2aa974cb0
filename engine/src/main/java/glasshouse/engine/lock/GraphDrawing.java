package glasshouse.engine.lock;

import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.DeadlockView.Certainty;
import glasshouse.engine.view.WaitGraphView;
import glasshouse.engine.view.WaitGraphView.Edge;
import glasshouse.engine.view.WaitGraphView.Kind;
import glasshouse.engine.view.WaitGraphView.Node;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph as nodes and arrows: a thread waits for a lock, the lock is held in the name of an
 * owner, which a thread must let go. A file lock is held through an open file.
 */
final class GraphDrawing {
  private final WaitGraph graph;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final IdentityHashMap<Object, String> owners = new IdentityHashMap<>();

  /** The claims that are part of a circle. */
  private final Set<Long> closed = new HashSet<>();

  /** The other processes that are. */
  private final Set<Long> processes = new HashSet<>();

  GraphDrawing(WaitGraph graph, List<DeadlockView> deadlocks) {
    this.graph = graph;
    for (DeadlockView deadlock : deadlocks) {
      if (deadlock.certainty() != Certainty.POSSIBLE) {
        for (DeadlockView.Link link : deadlock.links()) {
          closed.add(link.waiter().id());
          closed.add(link.by().id());
          processes.add(link.by().thread().id());
        }
      }
    }
  }

  WaitGraphView of(List<Holder> held, List<Holder> waiting, Observed others) {
    held.forEach(this::drawHeld);
    others.held.forEach(this::drawHeld);
    waiting.forEach(this::drawWait);
    others.waiting.forEach(this::drawWait);
    return new WaitGraphView(List.copyOf(nodes.values()), List.copyOf(edges));
  }

  private void drawHeld(Holder claim) {
    boolean in = inCircle(claim);
    String lock = lock(claim.lock);
    String holder = claim.shared ? "held, shared, by" : "held by";
    if (claim.isForeign()) {
      edge(lock, process(claim), holder, in);
      return;
    }
    String owner = owner(claim);
    if (claim.file == null) {
      edge(lock, owner, holder, in);
    } else {
      String description = description(claim.file, claim);
      edge(lock, description, holder, in);
      edge(description, owner, "opened for", in);
    }
    edge(owner, thread(claim), "in the hands of", in);
    if (claim.lock.kind() == Lock.Kind.WRITER) {
      String map = lock(new Lock(Lock.Kind.MAP, claim.lock.of(), claim.lock.key()));
      edges.add(new Edge(owner, map, "waits for", "the file must grow beyond its mapping", false));
    }
  }

  private void drawWait(Holder wait) {
    boolean in = inCircle(wait);
    if (wait.isForeign()) {
      edge(process(wait), lock(wait.lock), "probably waits for", in);
      return;
    }
    String words = "waits for" + (wait.tries > 1 ? ", tried " + wait.tries + " times" : "");
    String thread = thread(wait);
    if (wait.file == null) {
      edge(thread, lock(wait.lock), words, in);
    } else {
      String description = description(wait.file, wait);
      edge(thread, description, "through", in);
      edge(description, lock(wait.lock), words, in);
    }
    for (Holder blocker : graph.inTheWayOf(wait)) {
      if (!blocker.held) {
        edge(thread, thread(blocker), "comes after", in && inCircle(blocker));
      }
    }
  }

  private boolean inCircle(Holder claim) {
    return claim.isForeign() ? processes.contains(claim.threadId) : closed.contains(claim.id);
  }

  private void edge(String from, String to, String words, boolean inCircle) {
    edges.add(new Edge(from, to, words, "", inCircle));
  }

  private String node(String id, Kind kind, String words) {
    nodes.putIfAbsent(id, new Node(id, kind, words));
    return id;
  }

  private String thread(Holder claim) {
    return node("thread " + claim.threadId, Kind.THREAD, claim.threadName().name());
  }

  private String process(Holder claim) {
    return node("process " + -claim.threadId, Kind.PROCESS, claim.threadName().name());
  }

  private String lock(Lock lock) {
    return node("lock " + lock.id(), Kind.LOCK, lock.toString());
  }

  private String owner(Holder claim) {
    String id = owners.computeIfAbsent(claim.owner, _ -> "owner " + claim.id);
    return node(id, Kind.OWNER, claim.owner.toString());
  }

  private String description(LockedFile file, Holder claim) {
    String number = file.descriptor() < 0 ? "a channel" : "descriptor " + file.descriptor();
    return node(
        "description " + (file.descriptor() < 0 ? "of claim " + claim.id : file.descriptor()),
        Kind.DESCRIPTION,
        number + (claim.held ? ", holds it" : ", without it"));
  }
}

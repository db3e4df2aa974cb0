package glasshouse.engine.view;

import java.util.List;

/**
 * Who waits for whom, to be drawn: nodes, and arrows between them that all point to what is waited
 * for.
 *
 * @param nodes each once
 * @param edges by the ids of the nodes
 */
public record WaitGraphView(List<Node> nodes, List<Edge> edges) {
  /** What a node stands for. */
  public enum Kind {
    /** A thread. */
    THREAD,
    /** A transaction, an open store, a task: in whose name a lock is held. */
    OWNER,
    /** A lock. */
    LOCK,
    /** A file that a process has open. */
    DESCRIPTION,
    /** Another process. */
    PROCESS
  }

  /**
   * A node.
   *
   * @param id for the edges
   * @param kind what it stands for
   * @param words its label
   */
  public record Node(String id, Kind kind, String words) {}

  /**
   * An arrow.
   *
   * @param from id of a node
   * @param to id of a node
   * @param words its label, for example "waits for, 12 s, tried 240 times"
   * @param onlyIf what must happen for the arrow to be there; empty when it is there
   * @param inCircle whether it is part of a circle
   */
  public record Edge(String from, String to, String words, String onlyIf, boolean inCircle) {}

  /** Copies the lists. */
  public WaitGraphView {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }
}

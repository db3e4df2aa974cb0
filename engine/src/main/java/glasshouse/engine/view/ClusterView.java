package glasshouse.engine.view;

import java.util.List;

/**
 * A cluster at one moment, as far as moments of several nodes can be one: each node's part is exact
 * state of that node, taken between two of its steps.
 *
 * @param at Unix milliseconds at which the parts were joined
 * @param nodes in the order they were added; a stopped node stays in the list
 * @param links one per replica that has a master configured, in the order of nodes
 */
public record ClusterView(long at, List<NodeView> nodes, List<LinkView> links) {
  /** Nothing yet. */
  public static final ClusterView EMPTY = new ClusterView(0, List.of(), List.of());

  /** Copies the lists. */
  public ClusterView {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
  }
}

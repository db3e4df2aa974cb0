package glasshouse.ui.model;

/**
 * Something in the cluster that an eye can be led to.
 *
 * @param node name of a node
 * @param link true for the link from that node, a replica, to its master
 */
public record Place(String node, boolean link) {
  /** A node itself. */
  public static Place node(String name) {
    return new Place(name, false);
  }

  /** The link of a replica to its master. */
  public static Place link(String replica) {
    return new Place(replica, true);
  }
}

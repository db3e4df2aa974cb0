package glasshouse.engine.live;

/**
 * A node was ended from outside within a script, as by {@code SIGKILL}: nothing of the step in
 * which it stood leaves the node.
 */
final class StoppedWithin extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedWithin() {
    super("the node was ended within a script", null, false, false);
  }
}

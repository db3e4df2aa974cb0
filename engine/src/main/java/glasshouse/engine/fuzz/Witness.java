package glasshouse.engine.fuzz;

/** Is told of every point of a run as it is reached. */
@FunctionalInterface
public interface Witness {
  /** The run has come to a point; what it names is not done yet. False ends the run here. */
  boolean reached(Point point);
}

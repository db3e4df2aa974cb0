package glasshouse.engine.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * All that one must know of a run to step through it.
 *
 * @param seed the run
 * @param points where one can stand still, in order
 * @param events how many there are in the whole run
 * @param findings what did not hold, in its order
 */
public record Score(Seed seed, List<Point> points, long events, List<Finding> findings) {
  /**
   * Plays a run once to its end; takes a moment.
   *
   * @param event behind which one wants to stand besides, 0 for none
   */
  public static Score of(Seed seed, long event) {
    List<Point> points = new ArrayList<>();
    Run run = new Run(seed, _ -> {}).mark(event).tell(points::add);
    List<Finding> findings = run.play();
    return new Score(seed, List.copyOf(points), run.events(), findings);
  }
}

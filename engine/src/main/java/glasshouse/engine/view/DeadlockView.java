package glasshouse.engine.view;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Waits that stand in each other's way, in a circle.
 *
 * @param links each a wait and what stands in its way, which belongs to the thread of the next one
 * @param certainty how sure that is
 * @param sentence the circle for somebody who sees such a thing for the first time
 */
public record DeadlockView(List<Link> links, Certainty certainty, String sentence) {
  /** How sure it is. */
  public enum Certainty {
    /** Every owner is known: none of the waits can end, but by a timeout or from outside. */
    CERTAIN,
    /** It follows from what owners usually do: nobody else is known who could end it. */
    LIKELY,
    /** Nothing is stuck: it would be, if what the sentence names should happen. */
    POSSIBLE
  }

  /**
   * A wait, and what stands in its way.
   *
   * @param waiter the wait
   * @param by what it waits for to be released; a wait itself where that one goes first
   */
  public record Link(ClaimView waiter, ClaimView by) {}

  /** Copies the links. */
  public DeadlockView {
    links = List.copyOf(links);
  }

  /** The numbers of the threads of the circle. */
  public Set<Long> threads() {
    Set<Long> threads = new TreeSet<>();
    links.forEach(link -> threads.add(link.waiter.thread().id()));
    return threads;
  }
}

package glasshouse.engine.fuzz.plan;

import java.util.List;

/**
 * All that happens in a run.
 *
 * @param config redis.conf lines of every node
 * @param above for each node whom it follows at first, -1 for the master; nodes follow earlier ones
 * @param patience milliseconds after which the operator lets a master that is not the master follow
 * @param acts in the order of their times
 */
public record Plan(String config, List<Integer> above, long patience, List<Act> acts) {
  /** Copies the lists. */
  public Plan {
    above = List.copyOf(above);
    acts = List.copyOf(acts);
  }

  /** The acts of these numbers, counted from 0, in the order of their times; all when empty. */
  public List<Act> kept(List<Integer> numbers) {
    return numbers.isEmpty()
        ? acts
        : numbers.stream().filter(i -> i < acts.size()).sorted().map(acts::get).toList();
  }

  /** Milliseconds from the start of the run to its last act. */
  public long length() {
    return acts.isEmpty() ? 0 : acts.getLast().at();
  }
}

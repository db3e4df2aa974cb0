package glasshouse.engine.fuzz;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** What is to be done later in a run, in the order of its times. */
final class Agenda {
  private record Item(long at, long number, Runnable task) {}

  private final Queue<Item> items =
      new PriorityQueue<>(Comparator.comparingLong(Item::at).thenComparingLong(Item::number));
  private long count;

  void add(long at, Runnable task) {
    items.add(new Item(at, count++, task));
  }

  /** When the first is due, {@code Long.MAX_VALUE} when there is none. */
  long next() {
    Item first = items.peek();
    return first == null ? Long.MAX_VALUE : first.at;
  }

  /** Takes the first and does it. */
  void doNext() {
    items.remove().task.run();
  }
}

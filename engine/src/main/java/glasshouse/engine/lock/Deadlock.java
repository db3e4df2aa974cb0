package glasshouse.engine.lock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A circle of waits: none of them can end.
 *
 * @param links each a wait and what stands in its way, which belongs to the thread of the next one
 */
public record Deadlock(List<Link> links) {
  /**
   * A wait in the circle.
   *
   * @param waiter the wait
   * @param by what it waits for to be released; a wait itself where a writer goes first
   */
  public record Link(Claim waiter, Claim by) {}

  /** The threads of the circle. */
  public Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>();
    links.forEach(link -> threads.add(link.waiter.thread()));
    return threads;
  }

  boolean sameAs(Deadlock other) {
    return threads().equals(other.threads());
  }

  /** The circle in a sentence for somebody who sees such a thing for the first time. */
  public String sentence() {
    if (links.size() == 1) {
      Link link = links.getFirst();
      return "thread %s waits for the %s that %s itself took%s, %s: it waits for itself, for ever"
          .formatted(
              name(link.waiter),
              link.waiter.lock(),
              name(link.waiter),
              at(link.by),
              ago(link.by.sinceNanos()));
    }
    StringBuilder text = new StringBuilder();
    for (Link link : links) {
      text.append(text.isEmpty() ? "" : "; ")
          .append(
              "thread %s waits for the %s that %s took%s, %s"
                  .formatted(
                      name(link.waiter),
                      link.waiter.lock(),
                      name(link.by),
                      at(link.by),
                      ago(link.by.sinceNanos())));
    }
    return text.append(": they wait for each other, for ever").toString();
  }

  private static String name(Claim claim) {
    Thread thread = claim.thread();
    return thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName();
  }

  private static String at(Claim claim) {
    String place = claim.place();
    return place.isEmpty() ? "" : " at " + place;
  }

  private static String ago(long since) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    return seconds == 0 ? "just now" : seconds + " s ago";
  }
}

package glasshouse.engine.lock;

import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.DeadlockView.Certainty;
import glasshouse.engine.view.ThreadName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Circles of waits, told to people. */
final class Deadlocks {
  private Deadlocks() {}

  /** A circle that is closed. */
  static DeadlockView closed(List<WaitGraph.Link> circle) {
    circle.forEach(link -> link.by().lookAtThread());
    List<DeadlockView.Link> links =
        circle.stream()
            .map(
                link ->
                    new DeadlockView.Link(
                        link.waiter().view(Fate.CIRCLE), link.by().view(Fate.CIRCLE)))
            .toList();
    boolean usually =
        circle.stream()
            .anyMatch(
                link ->
                    link.waiter().lock.kind().anyOne()
                        || link.waiter().isForeign()
                        || !link.by().alive());
    return new DeadlockView(links, usually ? Certainty.LIKELY : Certainty.CERTAIN, sentence(links));
  }

  /**
   * One that would close if a store had to map its file anew.
   *
   * @param circle the first wait is the one that is not there yet
   */
  static DeadlockView possible(List<WaitGraph.Link> circle) {
    List<DeadlockView.Link> links =
        circle.stream()
            .map(
                link ->
                    new DeadlockView.Link(link.waiter().view(Fate.OPEN), link.by().view(Fate.OPEN)))
            .toList();
    String sentence =
        "nothing is stuck; but if %s makes the file grow beyond its mapping, then %s"
            .formatted(links.getFirst().waiter().owner(), sentence(links));
    return new DeadlockView(links, Certainty.POSSIBLE, sentence);
  }

  private static String sentence(List<DeadlockView.Link> links) {
    List<String> parts = new ArrayList<>();
    for (DeadlockView.Link link : links) {
      parts.add(
          "%s waits for the %s that %s %s"
              .formatted(
                  who(link.waiter().thread()), link.waiter().words(), whose(link), how(link.by())));
    }
    DeadlockView.Link first = links.getFirst();
    if (!first.by().thread().alive()) {
      return parts.getFirst()
          + ": that thread has ended without giving it back, and nobody else is known to have it";
    }
    String end = links.size() == 1 ? ": it waits for itself, " : ": they wait for each other, ";
    return String.join("; ", parts) + end + howLong(links);
  }

  /** Another process is seen to have the file open without its lock, and nothing more. */
  private static String who(ThreadName thread) {
    return thread.id() < 0 ? thread + " probably" : "thread " + thread;
  }

  private static String whose(DeadlockView.Link link) {
    boolean itself = link.waiter().thread().id() == link.by().thread().id();
    return itself ? link.by().thread() + " itself" : link.by().thread().toString();
  }

  private static String how(ClaimView by) {
    String place = by.place().isEmpty() ? "" : " at " + by.place();
    if (!by.held()) {
      return "asked for before" + (by.seenLater() ? "" : place);
    }
    String verb = by.kind().equals(Lock.Kind.RESULT.words()) ? "began" : "took";
    return "%s%s%s%s"
        .formatted(
            verb,
            by.seenLater() ? "" : place,
            by.millis() < 0 ? "" : ", " + ago(by.millis()),
            by.seenLater() && !place.isEmpty() ? " (it is now" + place + ")" : "");
  }

  private static String howLong(List<DeadlockView.Link> links) {
    long soonest = Long.MAX_VALUE;
    for (DeadlockView.Link link : links) {
      if (link.waiter().timeoutMillis() > 0) {
        soonest = Math.min(soonest, link.waiter().timeoutMillis());
      }
    }
    return soonest == Long.MAX_VALUE
        ? "for ever"
        : "until a timeout of %d ms makes an error of it".formatted(soonest);
  }

  private static String ago(long millis) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(millis);
    return seconds == 0 ? "just now" : seconds + " s ago";
  }
}

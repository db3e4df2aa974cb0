package glasshouse.engine.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links to targets of MIGRATE, kept for the next one for a while (migrateGetSocket of Redis). */
final class MigrationLinks {
  /** {@link Link#database} of a link whose database must be chosen. */
  static final long UNKNOWN = -1;

  private static final int KEPT = 64;
  private static final long IDLE_MILLIS = 10_000;

  /** One link. */
  static final class Link {
    final String target;
    final long number;
    boolean up;
    long database = UNKNOWN;
    long usedAt;

    private Link(String target, long number) {
      this.target = target;
      this.number = number;
    }
  }

  private final Core core;
  private final Map<String, Link> links = new LinkedHashMap<>();

  MigrationLinks(Core core) {
    this.core = core;
  }

  /** The link to a server; it is asked for when there is none. */
  Link get(String host, int port) {
    String target = host + ":" + port;
    Link link = links.get(target);
    if (link == null) {
      if (links.size() == KEPT) {
        drop(links.values().iterator().next());
      }
      link = new Link(target, core.newLink());
      links.put(target, link);
      core.outbox.add(new Output.Open(link.number, host, port, ""));
    }
    link.usedAt = core.now;
    return link;
  }

  /** How many there are. */
  int size() {
    return links.size();
  }

  @Nullable Link find(long number) {
    for (Link link : links.values()) {
      if (link.number == number) {
        return link;
      }
    }
    return null;
  }

  /** The link is gone; null when it was none of ours. */
  @Nullable Link remove(long number) {
    Link link = find(number);
    if (link != null) {
      links.remove(link.target);
    }
    return link;
  }

  /** Closes a link. */
  void drop(Link link) {
    links.remove(link.target);
    core.outbox.add(new Output.Close(link.number));
  }

  /** Closes links that were not used for ten seconds; never {@code busy}. */
  void closeIdle(@Nullable Link busy) {
    for (Link link : List.copyOf(links.values())) {
      if (link != busy && core.now - link.usedAt > IDLE_MILLIS) {
        drop(link);
      }
    }
  }

  /** Unix milliseconds at which a link other than {@code busy} has been idle for long. */
  long nextDeadline(@Nullable Link busy) {
    long next = Long.MAX_VALUE;
    for (Link link : links.values()) {
      next = link == busy ? next : Math.min(next, link.usedAt + IDLE_MILLIS + 1);
    }
    return next;
  }
}

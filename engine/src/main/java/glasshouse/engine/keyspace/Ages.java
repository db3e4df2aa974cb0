package glasshouse.engine.keyspace;

import glasshouse.engine.port.RandomSource;

/**
 * When each key was last used, or how often, in 24 bits a key (Redis, evict.c). Either seconds,
 * which wrap round after 194 days; or sixteen bits of minutes and a counter of eight that counts
 * ever more seldom the higher it is and sinks with time. Changing between the two leaves all keys
 * with nonsense until they are used again, as it does in Redis.
 */
public final class Ages {
  /** What is kept of a key's uses, by maxmemory-policy. */
  public enum Kind {
    /** When the last one was, though nobody asks. */
    UNUSED,
    /** When the last one was (LRU). */
    RECENCY,
    /** How often they come (LFU). */
    FREQUENCY
  }

  private static final int MASK = 0xFFFFFF;
  private static final int COUNTER_BITS = 8;
  private static final int COUNTER_MAX = 255;
  private static final int MINUTES_MAX = 0xFFFF;

  /** Where the counter of a new key starts, so that it is not the first to go (LFU_INIT_VAL). */
  private static final int COUNTER_START = 5;

  private final RandomSource random;
  private Kind kept = Kind.UNUSED;
  private boolean counting;
  private long logFactor = 10;
  private long decayMinutes = 1;
  private long now;

  Ages(long seed) {
    random = new RandomSource(seed);
  }

  /** It is {@code time} (Unix milliseconds). */
  public void clock(long time) {
    now = time;
  }

  /** What time it is, Unix milliseconds. */
  long now() {
    return now;
  }

  /** Keeps this of each use from now on. */
  public void keep(Kind kind) {
    kept = kind;
    counting = kind == Kind.FREQUENCY;
  }

  /** What is kept of each use. */
  public Kind kept() {
    return kept;
  }

  /** lfu-log-factor and lfu-decay-time. */
  public void rates(long factor, long minutes) {
    logFactor = factor;
    decayMinutes = minutes;
  }

  /** What a key that is made now starts with. */
  int fresh() {
    return counting ? minutes() << COUNTER_BITS | COUNTER_START : seconds();
  }

  /** Notes a use. */
  public void touch(KeyEntry entry) {
    entry.age(counting ? minutes() << COUNTER_BITS | counted(frequency(entry)) : seconds());
  }

  private int counted(int counter) {
    if (counter == COUNTER_MAX) {
      return counter;
    }
    double over = Math.max(0, counter - COUNTER_START);
    return random.nextDouble() < 1 / (over * logFactor + 1) ? counter + 1 : counter;
  }

  /** How often the entry is used, from 0 to 255 on a logarithmic scale, as of now. */
  public int frequency(KeyEntry entry) {
    int counter = entry.age() & COUNTER_MAX;
    int passed = minutes() - (entry.age() >> COUNTER_BITS) & MINUTES_MAX;
    long sunk = decayMinutes == 0 ? 0 : passed / decayMinutes;
    return (int) Math.max(0, counter - sunk);
  }

  /** Milliseconds since the entry was last used, in whole seconds. */
  public long idle(KeyEntry entry) {
    return (seconds() - entry.age() & MASK) * 1000L;
  }

  /** The 24 bits as they are, as DEBUG OBJECT shows them. */
  public int raw(KeyEntry entry) {
    return entry.age();
  }

  /** An entry whose value moves to another key is as old there. */
  public void pass(KeyEntry from, KeyEntry to) {
    to.age(from.age());
  }

  /** The entry was last used {@code seconds} ago; nothing happens while uses are counted. */
  public void idleFor(KeyEntry entry, long seconds) {
    if (!counting) {
      entry.age((int) Math.max(0, now / 1000 - seconds) & MASK);
    }
  }

  /** The entry's counter is at {@code frequency} (0 to 255); only while uses are counted. */
  public void countedAs(KeyEntry entry, int frequency) {
    if (counting) {
      entry.age(minutes() << COUNTER_BITS | frequency);
    }
  }

  private int seconds() {
    return (int) (now / 1000) & MASK;
  }

  private int minutes() {
    return (int) (now / 60_000) & MINUTES_MAX;
  }
}

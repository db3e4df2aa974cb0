package glasshouse.engine.keyspace;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One reader of a group, with what it has not acknowledged. */
public final class StreamConsumer {
  private final byte[] name;
  private long seenAt;
  final NavigableMap<StreamId, StreamPending> pending = new TreeMap<>();

  /** A consumer that has nothing; it was seen at {@code seenAt} (Unix milliseconds). */
  StreamConsumer(byte[] name, long seenAt) {
    this.name = name;
    this.seenAt = seenAt;
  }

  /** Its name; not to be changed. */
  public byte[] name() {
    return name;
  }

  /** When it was last named by a reading or claiming command, Unix milliseconds. */
  public long seenAt() {
    return seenAt;
  }

  /** Notes that it was named. */
  public void seenAt(long now) {
    seenAt = now;
  }

  /** What it has not acknowledged, by id; changed through the group only. */
  public NavigableMap<StreamId, StreamPending> pending() {
    return Collections.unmodifiableNavigableMap(pending);
  }
}

package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group of consumers that share the entries of a stream among them. */
public final class StreamGroup {
  /** {@link #entriesRead} when it cannot be known. */
  public static final long UNKNOWN = -1;

  /** A node of a map. */
  private static final int NODE = Heap.object(21);

  /** Fields, the id, both maps, and the node in the map of groups. */
  private static final int WEIGHT = Heap.object(24) + 3 * Heap.object(48) + NODE;

  /** An entry with its id, and its nodes in the maps of the group and of the consumer. */
  private static final int PENDING = 2 * NODE + Heap.object(16) + Heap.object(20);

  private static final int CONSUMER = NODE + Heap.object(16) + Heap.object(48);

  private final byte[] name;
  private StreamId lastId;
  private long entriesRead;
  private final NavigableMap<StreamId, StreamPending> pending = new TreeMap<>();
  private final NavigableMap<byte[], StreamConsumer> consumers = new TreeMap<>(Bytes::compare);
  private long consumerBytes;

  /**
   * A group without consumers.
   *
   * @param lastId it was given all up to this entry
   * @param entriesRead how many entries of the stream's whole life these are, or {@link #UNKNOWN}
   */
  public StreamGroup(byte[] name, StreamId lastId, long entriesRead) {
    this.name = name;
    this.lastId = lastId;
    this.entriesRead = entriesRead;
  }

  /** Its name; not to be changed. */
  public byte[] name() {
    return name;
  }

  /** The last entry that was delivered to one of the consumers. */
  public StreamId lastId() {
    return lastId;
  }

  /** Moves {@link #lastId()}. */
  public void lastId(StreamId id) {
    lastId = id;
  }

  /** Number of entries of the stream's whole life up to {@link #lastId()}, or {@link #UNKNOWN}. */
  public long entriesRead() {
    return entriesRead;
  }

  /** Sets {@link #entriesRead()}. */
  public void entriesRead(long count) {
    entriesRead = count;
  }

  /** What was delivered and not acknowledged, by id. */
  public NavigableMap<StreamId, StreamPending> pending() {
    return Collections.unmodifiableNavigableMap(pending);
  }

  /** All consumers in the order of their names. */
  public Collection<StreamConsumer> consumers() {
    return Collections.unmodifiableCollection(consumers.values());
  }

  /** The consumer of this name, or null. */
  public @Nullable StreamConsumer consumer(byte[] consumer) {
    return consumers.get(consumer);
  }

  /** A new consumer, which is not there yet; the name is kept. */
  public StreamConsumer addConsumer(byte[] consumer, long seenAt) {
    StreamConsumer made = new StreamConsumer(consumer, seenAt);
    consumers.put(consumer, made);
    consumerBytes += CONSUMER + Heap.array(consumer.length);
    return made;
  }

  /** Removes a consumer and forgets what it had. */
  public void removeConsumer(StreamConsumer consumer) {
    consumer.pending.keySet().forEach(pending::remove);
    consumers.remove(consumer.name());
    consumerBytes -= CONSUMER + Heap.array(consumer.name().length);
  }

  /**
   * Entry {@code id} is with {@code consumer} from now on: it was delivered at {@code at} (Unix
   * ms).
   */
  public StreamPending deliver(StreamId id, StreamConsumer consumer, long at, long times) {
    StreamPending before = pending.get(id);
    if (before == null) {
      StreamPending made = new StreamPending(consumer, at, times);
      pending.put(id, made);
      consumer.pending.put(id, made);
      return made;
    }
    if (before.consumer != consumer) {
      before.consumer.pending.remove(id);
      before.consumer = consumer;
      consumer.pending.put(id, before);
    }
    before.delivered(at, times);
    return before;
  }

  /** Forgets that entry {@code id} is pending; false when it was not. */
  public boolean acknowledge(StreamId id) {
    StreamPending gone = pending.remove(id);
    if (gone == null) {
      return false;
    }
    gone.consumer.pending.remove(id);
    return true;
  }

  /** Bytes on the heap. */
  long memory() {
    return WEIGHT + Heap.array(name.length) + consumerBytes + (long) pending.size() * PENDING;
  }

  StreamGroup copy() {
    StreamGroup twin = new StreamGroup(name, lastId, entriesRead);
    for (StreamConsumer consumer : consumers.values()) {
      StreamConsumer other = twin.addConsumer(consumer.name(), consumer.seenAt());
      consumer.pending.forEach(
          (id, held) -> twin.deliver(id, other, held.deliveredAt(), held.deliveries()));
    }
    return twin;
  }
}

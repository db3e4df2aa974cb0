package glasshouse.engine.keyspace;

/**
 * How far a reader of a stream has come, counted in entries of the stream's whole life: exact as
 * long as no entry in the middle was deleted, and unknown otherwise (Redis 7.0, entries-read and
 * lag).
 */
public final class StreamProgress {
  /** What cannot be known. */
  public static final long UNKNOWN = StreamGroup.UNKNOWN;

  /** A {@link #lag} that cannot be known; it may be negative when somebody set a wrong count. */
  public static final long NO_LAG = Long.MIN_VALUE;

  private StreamProgress() {}

  /** Number of entries that were ever added up to {@code id}, or {@link #UNKNOWN}. */
  public static long entriesUpTo(StreamValue stream, StreamId id) {
    if (stream.entriesAdded() == 0) {
      return 0;
    }
    StreamId lastId = stream.lastId();
    StreamId deleted = stream.maxDeletedId();
    if (stream.length() == 0 && id.compareTo(lastId) <= 0) {
      return stream.entriesAdded();
    }
    if (id.equals(lastId)) {
      return stream.entriesAdded();
    }
    if (id.compareTo(lastId) > 0) {
      return UNKNOWN;
    }
    int beforeFirst = id.compareTo(stream.firstId());
    if (beforeFirst <= 0 && (deleted.isZero() || deleted.compareTo(stream.firstId()) < 0)) {
      return stream.entriesAdded() - stream.length() + (beforeFirst == 0 ? 1 : 0);
    }
    return UNKNOWN;
  }

  /** True when an entry from {@code id} on may have been deleted. */
  public static boolean hasGapFrom(StreamValue stream, StreamId id) {
    StreamId deleted = stream.maxDeletedId();
    return stream.length() > 0
        && !deleted.isZero()
        && stream.firstId().compareTo(deleted) <= 0
        && id.compareTo(deleted) <= 0;
  }

  /** Number of entries that the group was not given yet, or {@link #NO_LAG}. */
  public static long lag(StreamValue stream, StreamGroup group) {
    if (stream.entriesAdded() == 0) {
      return 0;
    }
    boolean counted = group.entriesRead() != UNKNOWN && !hasGapFrom(stream, group.lastId());
    long read = counted ? group.entriesRead() : entriesUpTo(stream, group.lastId());
    return read == UNKNOWN ? NO_LAG : stream.entriesAdded() - read;
  }
}

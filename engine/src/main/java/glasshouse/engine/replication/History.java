package glasshouse.engine.replication;

import glasshouse.engine.port.RandomSource;

/**
 * The identity of a node's data: which stream it is on, how far, and which stream that grew out of.
 * Offsets number the bytes of a stream from 1 (Redis, replication.c; the fields of INFO).
 */
public final class History {
  /** {@link #replid2} when there is no earlier history. */
  public static final String NO_ID = "0".repeat(40);

  private final RandomSource random;
  private String replid;
  private String replid2 = NO_ID;
  private long secondOffset = -1;
  private long offset;

  /** A new history at offset 0. */
  public History(RandomSource random) {
    this.random = random;
    this.replid = random.hex(40);
  }

  /** Id of the history, 40 lower case hexadecimal digits. */
  public String replid() {
    return replid;
  }

  /** Id of the history before, or {@link #NO_ID}. */
  public String replid2() {
    return replid2;
  }

  /** The first byte that belongs to {@link #replid} alone, or -1. */
  public long secondOffset() {
    return secondOffset;
  }

  /** master_repl_offset: number of the last byte of the stream. */
  public long offset() {
    return offset;
  }

  /** {@code count} more bytes belong to the stream. */
  public void advance(long count) {
    offset += count;
  }

  /** A fresh id with nothing before it: the stream can be continued by nobody. */
  public void renew() {
    replid = random.hex(40);
    forget();
  }

  /** Forgets the history before (replid2). */
  public void forget() {
    replid2 = NO_ID;
    secondOffset = -1;
  }

  /** Promotion: a fresh id that grows out of the present one behind the present offset. */
  public void branch() {
    continueAs(random.hex(40));
  }

  /** The stream goes on under another id (+CONTINUE with a new id, or a promotion of our own). */
  public void continueAs(String id) {
    replid2 = replid;
    secondOffset = offset + 1;
    replid = id;
  }

  /**
   * Takes over somebody else's history at {@code at} (full resynchronisation, restart from RDB).
   */
  public void adopt(String id, long at) {
    replid = id;
    offset = at;
    forget();
  }

  /**
   * A master that starts from the RDB of an earlier life: own id, and the saved one as the history
   * before (7.0, redis issue 8015).
   */
  public void growOutOf(String savedId, long savedOffset) {
    replid2 = savedId;
    secondOffset = savedOffset + 1;
    offset = savedOffset;
  }
}

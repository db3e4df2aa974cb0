package glasshouse.engine.keyspace;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;

/**
 * The name of an entry of a stream: milliseconds and a sequence number, both of 64 bits without a
 * sign, in this order.
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {
  /** 0-0: no entry has it. */
  public static final StreamId MIN = new StreamId(0, 0);

  /** The last possible id. */
  public static final StreamId MAX = new StreamId(-1, -1);

  @Override
  public int compareTo(StreamId other) {
    return compareTo(other.ms, other.seq);
  }

  int compareTo(long otherMs, long otherSeq) {
    return ms != otherMs ? Long.compareUnsigned(ms, otherMs) : Long.compareUnsigned(seq, otherSeq);
  }

  /** True for 0-0. */
  public boolean isZero() {
    return ms == 0 && seq == 0;
  }

  /** True when nothing comes after it. */
  public boolean isLast() {
    return ms == -1 && seq == -1;
  }

  /** The id after this one; 0-0 after the last, as streamIncrID leaves it. */
  public StreamId next() {
    return seq == -1 ? new StreamId(ms + 1, 0) : new StreamId(ms, seq + 1);
  }

  /** The id before this one; the last before 0-0, as streamDecrID leaves it. */
  public StreamId previous() {
    return seq == 0 ? new StreamId(ms - 1, -1) : new StreamId(ms, seq - 1);
  }

  /** Milliseconds, a minus sign, the sequence number. */
  public byte[] bytes() {
    if (ms < 0 || seq < 0) {
      return Bytes.of(text('-'));
    }
    byte[] text = new byte[Numbers.length(ms) + 1 + Numbers.length(seq)];
    int dash = Numbers.writeDecimal(ms, text, 0);
    text[dash] = '-';
    Numbers.writeDecimal(seq, text, dash + 1);
    return text;
  }

  String text(char between) {
    return Long.toUnsignedString(ms) + between + Long.toUnsignedString(seq);
  }

  /** Adds the sixteen bytes that stand for it in an RDB, big endian: they sort as the ids do. */
  public void appendKey(ByteBuilder out) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.put((int) (ms >>> shift));
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.put((int) (seq >>> shift));
    }
  }

  /** The first of the sixteen key bytes in which the ids, which are not the same, differ. */
  int firstDifference(StreamId other) {
    return ms != other.ms
        ? Long.numberOfLeadingZeros(ms ^ other.ms) / 8
        : 8 + Long.numberOfLeadingZeros(seq ^ other.seq) / 8;
  }

  @Override
  public String toString() {
    return text('-');
  }
}

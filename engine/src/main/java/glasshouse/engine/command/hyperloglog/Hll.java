package glasshouse.engine.command.hyperloglog;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.ErrorReply;
import java.util.Arrays;

/**
 * A string as a HyperLogLog: "HYLL", the form (0 dense, 1 sparse), three unused bytes, the
 * cardinality when it is known (8 bytes, little endian; the highest bit says that it is not), the
 * registers.
 */
final class Hll {
  static final int HEADER = 16;
  static final int REGISTERS = 1 << 14;

  /** Bits of a hash that are not the number of a register. */
  static final int RANKS = 64 - 14;

  private static final byte[] MAGIC = Bytes.of("HYLL");
  private static final int FORM = 4;
  private static final int CARDINALITY = 8;
  private static final int STALE = HEADER - 1;
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;

  private final StringValue value;

  private Hll(StringValue value) {
    this.value = value;
  }

  /** A string that counts nothing yet. */
  static StringValue empty() {
    byte[] bytes = new byte[HEADER + 2];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[FORM] = SPARSE;
    bytes[HEADER] = 0x7F;
    bytes[HEADER + 1] = (byte) 0xFF;
    StringValue value = StringValue.ofText(bytes);
    value.writable(bytes.length);
    return value;
  }

  /**
   * The HyperLogLog in a string.
   *
   * @throws ErrorReply when it is none
   */
  static Hll of(StringValue value) {
    boolean valid = !value.isNumber() && value.length() >= HEADER;
    if (valid) {
      byte[] bytes = value.array();
      byte form = bytes[FORM];
      valid =
          Bytes.same(MAGIC, bytes, 0, MAGIC.length)
              && (form == SPARSE || (form == DENSE && value.length() == Dense.SIZE));
    }
    if (!valid) {
      throw new ErrorReply("WRONGTYPE Key is not a valid HyperLogLog string value.");
    }
    return new Hll(value);
  }

  static ErrorReply corrupted() {
    return new ErrorReply("INVALIDOBJ Corrupted HLL object detected");
  }

  boolean isSparse() {
    return value.array()[FORM] == SPARSE;
  }

  private Sparse sparse() {
    return new Sparse(value.array(), value.length());
  }

  /** The runs of the sparse form in words. */
  String words() {
    return sparse().words();
  }

  /** From now on the string is raw, as each that Redis may write to. */
  void unshare() {
    value.writable(value.length());
  }

  /** Counts an element; true when a register was raised. */
  boolean add(byte[] bytes, int offset, int length, long sparseMax) {
    long hash = Murmur.hash(bytes, offset, length);
    int register = (int) hash & (REGISTERS - 1);
    int rank = Long.numberOfTrailingZeros(hash >>> 14 | 1L << RANKS) + 1;
    return raise(register, rank, sparseMax);
  }

  /** Raises a register; a sparse string that would become too long becomes dense. */
  boolean raise(int register, int count, long sparseMax) {
    if (isSparse() && count <= Sparse.VALUE_MAX) {
      int size = value.length();
      byte[] bytes = value.array();
      if (bytes.length < size + Sparse.GROWTH) {
        bytes = Arrays.copyOf(bytes, size + Math.max(Sparse.GROWTH, size / 4));
      }
      Sparse sparse = new Sparse(bytes, size);
      Sparse.Result result = sparse.raise(register, count, sparseMax);
      if (result == Sparse.Result.SAME) {
        return false;
      }
      if (result == Sparse.Result.RAISED) {
        value.become(bytes, sparse.size());
        forget();
        return true;
      }
    }
    densify();
    return Dense.raise(value.array(), register, count);
  }

  /**
   * Gives it the dense form.
   *
   * @throws ErrorReply when the sparse one is damaged
   */
  void densify() {
    if (!isSparse()) {
      return;
    }
    byte[] dense = new byte[Dense.SIZE];
    System.arraycopy(value.array(), 0, dense, 0, HEADER);
    dense[FORM] = DENSE;
    sparse()
        .forEach(
            (first, length, count) -> {
              for (int i = first; count > 0 && i < first + length; i++) {
                Dense.set(dense, i, count);
              }
            });
    value.become(dense, dense.length);
  }

  /** Raises each of {@code registers} to at least what it is here. */
  void mergeInto(byte[] registers) {
    if (!isSparse()) {
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = (byte) Math.max(registers[i], Dense.get(value.array(), i));
      }
      return;
    }
    sparse()
        .forEach(
            (first, length, count) -> {
              for (int i = first; count > 0 && i < first + length; i++) {
                registers[i] = (byte) Math.max(registers[i], count);
              }
            });
  }

  /** True when the cardinality is known. */
  boolean isCounted() {
    return value.array()[STALE] >= 0;
  }

  /** The cardinality that is known. */
  long counted() {
    long count = 0;
    for (int i = STALE; i >= CARDINALITY; i--) {
      count = count << 8 | (value.array()[i] & 0xFF);
    }
    return count;
  }

  /** Counts anew and keeps the result. */
  long count() {
    int[] histogram = new int[64];
    if (isSparse()) {
      sparse().forEach((_, length, count) -> histogram[count] += length);
    } else {
      for (int i = 0; i < REGISTERS; i++) {
        histogram[Dense.get(value.array(), i)]++;
      }
    }
    long count = Estimate.of(histogram);
    for (int i = CARDINALITY; i <= STALE; i++) {
      value.array()[i] = (byte) (count >>> 8 * (i - CARDINALITY));
    }
    return count;
  }

  /** The cardinality is not known any more. */
  void forget() {
    value.array()[STALE] |= (byte) 0x80;
  }

  /** The value of a register of the dense form. */
  int register(int i) {
    return Dense.get(value.array(), i);
  }
}

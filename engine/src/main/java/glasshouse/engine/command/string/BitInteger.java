package glasshouse.engine.command.string;

/**
 * An integer of some bits inside a string, highest bit first.
 *
 * @param signed true for two's complement
 * @param bits 1 to 64, to 63 when unsigned
 */
record BitInteger(boolean signed, int bits) {
  /** The largest value. */
  long max() {
    return signed ? Long.MAX_VALUE >> (64 - bits) : (1L << bits) - 1;
  }

  /** The smallest value. */
  long min() {
    return signed ? Long.MIN_VALUE >> (64 - bits) : 0;
  }

  /** The value at a bit offset; bits behind the first {@code length} bytes are 0. */
  long read(byte[] bytes, int length, long offset) {
    long value = 0;
    for (long at = offset; at < offset + bits; at++) {
      long index = at >> 3;
      int octet = index < length ? bytes[(int) index] : 0;
      value = (value << 1) | ((octet >> (7 - (at & 7))) & 1);
    }
    return wrap(value);
  }

  /** Writes the low bits of {@code value}; the array reaches far enough. */
  void write(byte[] bytes, long offset, long value) {
    for (int i = 0; i < bits; i++) {
      long at = offset + i;
      int shift = 7 - (int) (at & 7);
      int bit = (int) (value >> (bits - 1 - i)) & 1;
      int index = (int) (at >> 3);
      bytes[index] = (byte) ((bytes[index] & ~(1 << shift)) | (bit << shift));
    }
  }

  /** The value that the low bits of {@code value} stand for. */
  long wrap(long value) {
    int unused = 64 - bits;
    return signed ? value << unused >> unused : value << unused >>> unused;
  }

  /**
   * Whether {@code value + increment} leaves the range: above (1), below (-1) or not (0). An
   * unsigned value beyond 63 bits, given as negative, counts as above.
   */
  int overflow(long value, long increment) {
    if (!signed && value < 0) {
      return 1;
    }
    if (value > max()) {
      return 1;
    }
    if (value < min()) {
      return -1;
    }
    if (increment > 0 && value > max() - increment) {
      return 1;
    }
    return increment < 0 && value < min() - increment ? -1 : 0;
  }
}

package glasshouse.engine.command.hyperloglog;

/**
 * The dense form: behind the header 16384 registers of six bits, the lowest bits first, without a
 * gap.
 */
final class Dense {
  /** Bytes of a string in the dense form. */
  static final int SIZE = Hll.HEADER + (Hll.REGISTERS * 6 + 7) / 8;

  private static final int MASK = 63;

  private Dense() {}

  static int get(byte[] bytes, int register) {
    int bit = register * 6;
    int at = Hll.HEADER + bit / 8;
    int pair = bytes[at] & 0xFF;
    if (at + 1 < bytes.length) {
      pair |= (bytes[at + 1] & 0xFF) << 8;
    }
    return pair >> bit % 8 & MASK;
  }

  static void set(byte[] bytes, int register, int value) {
    int bit = register * 6;
    int at = Hll.HEADER + bit / 8;
    int shift = bit % 8;
    bytes[at] = (byte) (bytes[at] & ~(MASK << shift) | value << shift);
    if (shift > 2) {
      bytes[at + 1] = (byte) (bytes[at + 1] & ~(MASK >> 8 - shift) | value >> 8 - shift);
    }
  }

  /** Raises a register; true when it was lower. */
  static boolean raise(byte[] bytes, int register, int value) {
    boolean raises = get(bytes, register) < value;
    if (raises) {
      set(bytes, register, value);
    }
    return raises;
  }
}

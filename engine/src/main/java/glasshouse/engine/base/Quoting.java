package glasshouse.engine.base;

/** Byte strings between double quotes, as redis.conf and MONITOR show them. */
public final class Quoting {
  private static final String HEX = "0123456789abcdef";

  private Quoting() {}

  /** {@code text} (ISO 8859-1) quoted, see {@link #append}. */
  public static String quote(String text) {
    ByteBuilder out = new ByteBuilder(text.length() + 2);
    byte[] bytes = Bytes.of(text);
    append(out, bytes, 0, bytes.length);
    return out.toString();
  }

  /**
   * Adds a slice between double quotes, escaped as Redis does (sdscatrepr): backslash, quote, \n,
   * \r, \t, \a, \b, and \xHH for all else that is not printable ASCII.
   */
  public static void append(ByteBuilder out, byte[] bytes, int offset, int length) {
    out.put('"');
    for (int i = offset; i < offset + length; i++) {
      int c = bytes[i] & 0xFF;
      switch (c) {
        case '\\', '"' -> out.put('\\').put(c);
        case '\n' -> out.put('\\').put('n');
        case '\r' -> out.put('\\').put('r');
        case '\t' -> out.put('\\').put('t');
        case 7 -> out.put('\\').put('a');
        case '\b' -> out.put('\\').put('b');
        default -> {
          if (c >= 0x20 && c < 0x7F) {
            out.put(c);
          } else {
            out.put('\\').put('x').put(HEX.charAt(c >> 4)).put(HEX.charAt(c & 15));
          }
        }
      }
    }
    out.put('"');
  }
}

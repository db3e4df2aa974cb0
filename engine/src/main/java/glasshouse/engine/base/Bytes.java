package glasshouse.engine.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Byte strings: comparing, hashing and making them. */
public final class Bytes {
  /** The empty byte string. */
  public static final byte[] EMPTY = {};

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  /** The characters of {@code text} as single bytes (ISO 8859-1). */
  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As Redis prints a word in its errors: as a C string, which ends at a zero. */
  public static String untilNul(String word) {
    int end = word.indexOf(0);
    return end < 0 ? word : word.substring(0, end);
  }

  /** Where the first zero byte of a slice stands, as a C string ends there; else its end. */
  public static int untilNul(byte[] data, int offset, int length) {
    int end = offset;
    while (end < offset + length && data[end] != 0) {
      end++;
    }
    return end;
  }

  /** The bytes as characters, one for one (ISO 8859-1), so that nothing is lost. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * True when {@code key} equals the {@code length} bytes of {@code buffer} from {@code offset}.
   */
  public static boolean same(byte[] key, byte[] buffer, int offset, int length) {
    return key.length == length && Arrays.equals(key, 0, length, buffer, offset, offset + length);
  }

  /** Compares as memcmp does: unsigned, a prefix is smaller. */
  public static int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }

  /**
   * True when the slice equals {@code upper} without regard to the case of ASCII letters.
   *
   * @param upper the word in upper case ASCII
   */
  public static boolean isWord(byte[] buffer, int offset, int length, String upper) {
    if (upper.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int c = buffer[offset + i];
      if (c >= 'a' && c <= 'z') {
        c -= 32;
      }
      if (c != upper.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Hashes a slice with a seed: eight bytes a round, multiplied and folded, so that keys chosen by
   * a stranger who does not know the seed do not collide on purpose.
   */
  public static int hash(byte[] buffer, int offset, int length, long seed) {
    long h = seed ^ (length * 0x9E3779B97F4A7C15L);
    int end = offset + length;
    int i = offset;
    for (; i + 8 <= end; i += 8) {
      h = mix(h ^ (long) LONG.get(buffer, i), 0xA0761D6478BD642FL);
    }
    long tail = 0;
    for (int shift = 0; i < end; i++, shift += 8) {
      tail |= (buffer[i] & 0xFFL) << shift;
    }
    h = mix(h ^ tail, 0xE7037ED1A0B428DBL);
    return (int) (h ^ (h >>> 32));
  }

  private static long mix(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}

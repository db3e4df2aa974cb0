package glasshouse.engine.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of RDB files and DUMP payloads: CRC-64 with the polynomial of Jones, reflected,
 * starting at zero, without a final xor ("123456789" gives e9c6d914c4b8d9ca). Eight bytes a round,
 * each through a table of its own (slicing by eight).
 */
public final class Crc64 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The polynomial ad93d23594c935a9 with its bits reversed. */
  private static final long POLYNOMIAL = Long.reverse(0xad93d23594c935a9L);

  private static final long[] T0 = first();
  private static final long[] T1 = following(T0);
  private static final long[] T2 = following(T1);
  private static final long[] T3 = following(T2);
  private static final long[] T4 = following(T3);
  private static final long[] T5 = following(T4);
  private static final long[] T6 = following(T5);
  private static final long[] T7 = following(T6);

  private Crc64() {}

  /** The checksum {@code crc} carried on over a slice; start with zero. */
  public static long update(long crc, byte[] bytes, int offset, int length) {
    long c = crc;
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      long x = c ^ (long) LONG.get(bytes, at);
      c =
          T7[(int) x & 0xFF]
              ^ T6[(int) (x >>> 8) & 0xFF]
              ^ T5[(int) (x >>> 16) & 0xFF]
              ^ T4[(int) (x >>> 24) & 0xFF]
              ^ T3[(int) (x >>> 32) & 0xFF]
              ^ T2[(int) (x >>> 40) & 0xFF]
              ^ T1[(int) (x >>> 48) & 0xFF]
              ^ T0[(int) (x >>> 56)];
    }
    for (; at < end; at++) {
      c = T0[(int) (c ^ bytes[at]) & 0xFF] ^ (c >>> 8);
    }
    return c;
  }

  private static long[] first() {
    long[] table = new long[256];
    for (int i = 0; i < 256; i++) {
      long c = i;
      for (int bit = 0; bit < 8; bit++) {
        c = (c & 1) == 0 ? c >>> 1 : (c >>> 1) ^ POLYNOMIAL;
      }
      table[i] = c;
    }
    return table;
  }

  private static long[] following(long[] before) {
    long[] table = new long[256];
    for (int i = 0; i < 256; i++) {
      table[i] = T0[(int) before[i] & 0xFF] ^ (before[i] >>> 8);
    }
    return table;
  }
}

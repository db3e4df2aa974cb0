package glasshouse.engine.command.hyperloglog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** MurmurHash2, 64 bits (Austin Appleby's MurmurHash64A), with the seed that Redis has for it. */
final class Murmur {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long SEED = 0xadc83b19L;
  private static final long FACTOR = 0xc6a4a7935bd1e995L;

  private Murmur() {}

  static long hash(byte[] bytes, int offset, int length) {
    long hash = SEED ^ (length * FACTOR);
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      long word = (long) LONG.get(bytes, at) * FACTOR;
      hash = (hash ^ (mixed(word) * FACTOR)) * FACTOR;
    }
    if (at < end) {
      for (int shift = 0; at < end; at++, shift += 8) {
        hash ^= (bytes[at] & 0xFFL) << shift;
      }
      hash *= FACTOR;
    }
    return mixed(mixed(hash) * FACTOR);
  }

  private static long mixed(long x) {
    return x ^ (x >>> 47);
  }
}

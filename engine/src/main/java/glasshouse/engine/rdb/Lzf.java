package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import java.util.Arrays;

/**
 * LZF, the compression of strings in RDB files. A stream of two kinds of items, told apart by the
 * first byte: below 32 it is that many plus one literal bytes; else its high three bits are a
 * length (7: the next byte adds to it) and its low five with the following byte a distance, meaning
 * "copy length + 2 bytes from distance + 1 bytes back".
 */
final class Lzf {
  /** The most bytes one copy can stand for: 2 + 7 + 255; it takes three packed bytes. */
  private static final int LONGEST_COPY = 264;

  private static final int BEST_RATIO = LONGEST_COPY / 3;

  private static final int LONGEST_LITERAL = 32;
  private static final int FARTHEST = 1 << 13;
  private static final int HASH_BITS = 13;

  /** Place of the last occurrence of three bytes, by their hash: {@link #base} plus the index. */
  private final int[] places = new int[1 << HASH_BITS];

  /** Rises with every string, so that places of earlier ones need not be wiped. */
  private int base = 1;

  /**
   * Adds the packed form of the slice to {@code out} if it is at most {@code limit} bytes long;
   * false, with nothing added, if not.
   */
  boolean pack(byte[] in, int offset, int length, ByteBuilder out, int limit) {
    if (base > Integer.MAX_VALUE - length) {
      Arrays.fill(places, 0);
      base = 1;
    }
    final int start = out.length();
    final int end = offset + length;
    int literals = offset;
    int at = offset;
    while (at + 2 < end) {
      int hash = hash(in, at);
      int candidate = places[hash] - base + offset;
      places[hash] = at - offset + base;
      if (candidate >= offset && at - candidate <= FARTHEST && same(in, candidate, at)) {
        int count = matching(in, candidate, at, end);
        literals(in, literals, at, out);
        copy(at - candidate - 1, count, out);
        at += count;
        literals = at;
      } else {
        at++;
      }
      if (out.length() - start + (at - literals) > limit) {
        break;
      }
    }
    base += length;
    literals(in, literals, end, out);
    if (out.length() - start <= limit) {
      return true;
    }
    out.truncate(start);
    return false;
  }

  private static int hash(byte[] in, int at) {
    int three = (in[at] & 0xFF) << 16 | (in[at + 1] & 0xFF) << 8 | (in[at + 2] & 0xFF);
    return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
  }

  private static boolean same(byte[] in, int a, int b) {
    return in[a] == in[b] && in[a + 1] == in[b + 1] && in[a + 2] == in[b + 2];
  }

  private static int matching(byte[] in, int candidate, int at, int end) {
    int most = Math.min(LONGEST_COPY, end - at);
    int count = 3;
    while (count < most && in[candidate + count] == in[at + count]) {
      count++;
    }
    return count;
  }

  private static void literals(byte[] in, int from, int to, ByteBuilder out) {
    for (int at = from; at < to; at += LONGEST_LITERAL) {
      int count = Math.min(LONGEST_LITERAL, to - at);
      out.put(count - 1).put(in, at, count);
    }
  }

  private static void copy(int distance, int count, ByteBuilder out) {
    int length = count - 2;
    if (length < 7) {
      out.put(length << 5 | distance >> 8);
    } else {
      out.put(7 << 5 | distance >> 8).put(length - 7);
    }
    out.put(distance & 0xFF);
  }

  /** True when {@code packed} bytes may unpack to {@code plain}; more would be a lie. */
  static boolean plausible(long packed, long plain) {
    return packed >= 2 && plain > 0 && plain / BEST_RATIO <= packed;
  }

  /** Unpacks the slice into exactly {@code target}; false when it is no such thing. */
  static boolean unpack(byte[] in, int offset, int length, byte[] target) {
    int end = offset + length;
    int at = offset;
    int to = 0;
    while (at < end) {
      int control = in[at++] & 0xFF;
      if (control < LONGEST_LITERAL) {
        int count = control + 1;
        if (at + count > end || to + count > target.length) {
          return false;
        }
        System.arraycopy(in, at, target, to, count);
        at += count;
        to += count;
        continue;
      }
      int count = (control >> 5) + 2;
      if (at + (count == 9 ? 2 : 1) > end) {
        return false;
      }
      if (count == 9) {
        count += in[at++] & 0xFF;
      }
      int from = to - ((control & 0x1F) << 8 | (in[at++] & 0xFF)) - 1;
      if (from < 0 || to + count > target.length) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        target[to++] = target[from++];
      }
    }
    return to == target.length;
  }
}

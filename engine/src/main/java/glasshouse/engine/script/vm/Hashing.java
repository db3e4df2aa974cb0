package glasshouse.engine.script.vm;

import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Where Lua 5.1 puts a key in a hash part, and how large it makes the array part. */
final class Hashing {
  /** The array part has at most 2^26 places. */
  static final int MAX_BITS = 26;

  private Hashing() {}

  /** The hash of a string: from its end, at most about 32 of its bytes. */
  static int ofString(LuaString s) {
    int length = s.m_length;
    byte[] bytes = s.m_bytes;
    int offset = s.m_offset - 1;
    int h = length;
    int step = (length >> 5) + 1;
    for (int at = length; at >= step; at -= step) {
      h ^= (h << 5) + (h >>> 2) + (bytes[offset + at] & 0xff);
    }
    return h;
  }

  static int ofNumber(double d, int size) {
    if (d == 0) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(d);
    return Integer.remainderUnsigned((int) bits + (int) (bits >>> 32), (size - 1) | 1);
  }

  /** The place in a hash part of {@code size} (a power of two) where {@code key} wants to be. */
  static int mainPosition(LuaValue key, int size) {
    if (key instanceof LuaString s) {
      return ofString(s) & (size - 1);
    }
    if (key instanceof LuaNumber n) {
      return ofNumber(n.todouble(), size);
    }
    if (key instanceof LuaBoolean b) {
      return (b.v ? 1 : 0) & (size - 1);
    }
    return Integer.remainderUnsigned(key.hashCode(), (size - 1) | 1);
  }

  static boolean sameKey(LuaValue a, LuaValue b) {
    if (a == b) {
      return true;
    }
    if (a instanceof LuaString s) {
      return b instanceof LuaString t && s.raweq(t);
    }
    return a instanceof LuaNumber n && b instanceof LuaNumber m && n.todouble() == m.todouble();
  }

  /** The least power of two that is not below {@code n}. */
  static int roundUp(int n) {
    return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
  }

  private static int logUp(int n) {
    return n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  static int countInteger(LuaValue key, int[] slices) {
    if (key instanceof LuaInteger i && i.v > 0 && i.v <= 1 << MAX_BITS) {
      slices[logUp(i.v)]++;
      return 1;
    }
    return 0;
  }

  static int countArray(LuaValue[] array, int[] slices) {
    int count = 0;
    for (int i = 0; i < array.length; i++) {
      if (array[i] != LuaValue.NIL) {
        slices[logUp(i + 1)]++;
        count++;
      }
    }
    return count;
  }

  /** The best size of the array part (high half) and how many keys go there (low half). */
  static long arraySize(int[] slices, int integers) {
    int seen = 0;
    int inArray = 0;
    int size = 0;
    long power = 1;
    for (int i = 0; i <= MAX_BITS && power / 2 < integers; i++, power *= 2) {
      if (slices[i] > 0) {
        seen += slices[i];
        if (seen > power / 2) {
          size = (int) power;
          inArray = seen;
        }
      }
      if (seen == integers) {
        break;
      }
    }
    return ((long) size << 32) | inArray;
  }
}

package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.base.Reals;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes values as Redis does: numbers in few bytes, long strings compressed, small collections as
 * one listpack. Before version 10 collections are written element by element, which every release
 * loads and packs by its own rules.
 */
final class ValueWriter {
  /** Strings up to this length are looked at as numbers; longer ones cannot be of 32 bits. */
  private static final int NUMBER_DIGITS = 11;

  /** Strings up to this length are not worth compressing. */
  private static final int COMPRESS_ABOVE = 20;

  /** Bytes that compression must save: its own two lengths. */
  private static final int COMPRESS_GAIN = 4;

  /** Bytes of one node of a list (list-max-listpack-size -2). */
  private static final int NODE_BYTES = 8192;

  /** The largest score that Redis keeps as an integer in a listpack. */
  private static final double INTEGER_SCORE = 0x1p62;

  private static final int ENTRY_OVERHEAD = 11;

  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final RdbFormat format;
  private final Lzf lzf = new Lzf();
  private final ByteBuilder packed = new ByteBuilder(256);
  private final ListpackBuilder listpack = new ListpackBuilder();
  private int nodes;
  private long nodeBytes;

  ValueWriter(RdbFormat format) {
    this.format = format;
  }

  /** The type byte under which {@link #content} of this value is written. */
  int type(Value value) {
    boolean compact = format.listpacks();
    return switch (value) {
      case StringValue _ -> RdbType.STRING;
      case ListValue _ -> compact ? RdbType.LIST_QUICKLIST_2 : RdbType.LIST;
      case SetValue set -> isIntset(set) ? RdbType.SET_INTSET : RdbType.SET;
      case HashValue hash -> compact && isListpack(hash) ? RdbType.HASH_LISTPACK : RdbType.HASH;
      case SortedSetValue set ->
          compact && isListpack(set) ? RdbType.ZSET_LISTPACK : RdbType.ZSET_2;
      case StreamValue _ -> compact ? RdbType.STREAM_LISTPACKS_2 : RdbType.STREAM_LISTPACKS;
    };
  }

  /** The value without its type. */
  void content(Value value, ByteBuilder out) {
    switch (value) {
      case StringValue string -> content(string, out);
      case ListValue list -> content(list, out);
      case SetValue set -> content(set, out);
      case HashValue hash -> content(hash, out);
      case SortedSetValue set -> content(set, out);
      case StreamValue stream -> new StreamWriter(this, format.listpacks(), out).write(stream);
    }
  }

  private static boolean isListpack(Value value) {
    return value.encoding().equals("listpack");
  }

  private static boolean isIntset(SetValue set) {
    return set.encoding().equals("intset");
  }

  private void content(StringValue string, ByteBuilder out) {
    if (!string.isNumber()) {
      blob(string.array(), 0, string.length(), out);
    } else if (!number(string.number(), out)) {
      length(string.length(), out);
      string.appendTo(out);
    }
  }

  private void content(ListValue list, ByteBuilder out) {
    int size = list.size();
    if (!format.listpacks()) {
      length(size, out);
      list.range(0, size, (bytes, at, length) -> string(bytes, at, length, out));
      return;
    }
    boolean single = fitsOneNode(list);
    final int countAt = out.length() + 1;
    if (single) {
      length(1, out);
    } else {
      out.put(RdbType.LEN_32).put(0).put(0).put(0).put(0);
    }
    nodes = 0;
    listpack.clear();
    list.range(
        0,
        size,
        (bytes, at, length) -> {
          if (listpack.count() > 0 && listpack.size() + length + ENTRY_OVERHEAD > NODE_BYTES) {
            node(out);
          }
          listpack.add(bytes, at, length);
        });
    node(out);
    if (!single) {
      INT_BE.set(out.array(), countAt, nodes);
    }
  }

  private boolean fitsOneNode(ListValue list) {
    nodeBytes = ENTRY_OVERHEAD;
    int size = Math.min(list.size(), NODE_BYTES);
    list.range(0, size, (_, _, length) -> nodeBytes += length + ENTRY_OVERHEAD);
    return nodeBytes <= NODE_BYTES;
  }

  private void node(ByteBuilder out) {
    length(RdbType.NODE_PACKED, out);
    endListpack(out);
    listpack.clear();
    nodes++;
  }

  private void content(SetValue set, ByteBuilder out) {
    if (!isIntset(set)) {
      length(set.size(), out);
      set.forEach(member -> string(member, 0, member.length, out));
      return;
    }
    packed.clear();
    set.forEach(member -> little(Numbers.parseLong(member, 0, member.length), 8, packed));
    byte[] numbers = packed.toByteArray();
    int width = 2;
    for (int i = 0; i < numbers.length; i += 8) {
      width = Math.max(width, width(numbers, i));
    }
    ByteBuilder intset = new ByteBuilder(8 + set.size() * width);
    little(width, 4, intset);
    little(set.size(), 4, intset);
    for (int i = 0; i < numbers.length; i += 8) {
      intset.put(numbers, i, width);
    }
    blob(intset.array(), 0, intset.length(), out);
  }

  private static int width(byte[] numbers, int at) {
    int sign = numbers[at + 7] >> 7;
    for (int width = 2; width < 8; width *= 2) {
      boolean fits = numbers[at + width - 1] >> 7 == sign;
      for (int i = width; i < 8; i++) {
        fits &= numbers[at + i] == sign;
      }
      if (fits) {
        return width;
      }
    }
    return 8;
  }

  private void content(HashValue hash, ByteBuilder out) {
    if (type(hash) == RdbType.HASH) {
      length(hash.size(), out);
      hash.visit(
          (field, fieldAt, fieldLength, value, at, length) -> {
            string(field, fieldAt, fieldLength, out);
            string(value, at, length, out);
          });
      return;
    }
    listpack.clear();
    hash.visit(
        (field, fieldAt, fieldLength, value, at, length) -> {
          listpack.add(field, fieldAt, fieldLength);
          listpack.add(value, at, length);
        });
    endListpack(out);
  }

  private void content(SortedSetValue set, ByteBuilder out) {
    if (type(set) == RdbType.ZSET_2) {
      length(set.size(), out);
      set.forEach(
          member -> {
            string(member.key(), 0, member.key().length, out);
            little(Double.doubleToRawLongBits(member.score()), 8, out);
          });
      return;
    }
    listpack.clear();
    set.forEach(
        member -> {
          listpack.add(member.key(), 0, member.key().length);
          score(member.score());
        });
    endListpack(out);
  }

  /** ZSCAN of the real server shows a packed score as it stands: integers are numbers. */
  private void score(double score) {
    if (score == (long) score && Math.abs(score) <= INTEGER_SCORE) {
      listpack.add((long) score);
    } else {
      byte[] digits = Bytes.of(Reals.text17(score));
      listpack.add(digits, 0, digits.length);
    }
  }

  private void endListpack(ByteBuilder out) {
    ByteBuilder whole = listpack.end();
    blob(whole.array(), 0, whole.length(), out);
  }

  /** A string: as a number if it spells one of 32 bits. */
  void string(byte[] bytes, int offset, int count, ByteBuilder out) {
    if (count <= NUMBER_DIGITS
        && Numbers.isLong(bytes, offset, count)
        && number(Numbers.parseLong(bytes, offset, count), out)) {
      return;
    }
    blob(bytes, offset, count, out);
  }

  /** A string that is no number: compressed if that is allowed and shorter. */
  void blob(byte[] bytes, int offset, int count, ByteBuilder out) {
    if (format.compress() && count > COMPRESS_ABOVE) {
      packed.clear();
      if (lzf.pack(bytes, offset, count, packed, count - COMPRESS_GAIN)) {
        out.put(RdbType.LZF);
        length(packed.length(), out);
        length(count, out);
        out.put(packed.array(), 0, packed.length());
        return;
      }
    }
    length(count, out);
    out.put(bytes, offset, count);
  }

  /** A number of at most 32 bits as a special string; false, with nothing written, if larger. */
  private static boolean number(long value, ByteBuilder out) {
    if (value == (byte) value) {
      out.put(RdbType.INT_8).put((int) value);
    } else if (value == (short) value) {
      out.put(RdbType.INT_16);
      little(value, 2, out);
    } else if (value == (int) value) {
      out.put(RdbType.INT_32);
      little(value, 4, out);
    } else {
      return false;
    }
    return true;
  }

  /** A length or count; all 64 bits may be used. */
  static void length(long length, ByteBuilder out) {
    if (length < 0) {
      out.put(RdbType.LEN_64);
      big(length, 8, out);
    } else if (length < 1 << 6) {
      out.put((int) length);
    } else if (length < 1 << 14) {
      out.put(RdbType.LEN_14 | (int) (length >> 8)).put((int) length);
    } else if (length <= 0xFFFFFFFFL) {
      out.put(RdbType.LEN_32);
      big(length, 4, out);
    } else {
      out.put(RdbType.LEN_64);
      big(length, 8, out);
    }
  }

  private static void big(long value, int size, ByteBuilder out) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out.put((int) (value >>> shift));
    }
  }

  /** A number of {@code size} bytes, little endian. */
  static void little(long value, int size, ByteBuilder out) {
    for (int i = 0; i < size; i++) {
      out.put((int) (value >>> 8 * i));
    }
  }
}

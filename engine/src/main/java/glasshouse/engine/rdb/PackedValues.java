package glasshouse.engine.rdb;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;

/** Values that are one string in the file: listpacks, ziplists, zipmaps and intsets. */
final class PackedValues {
  private static final int INTSET_HEADER = 8;

  private PackedValues() {}

  /** The value in the string that comes next. */
  static Value read(int type, RdbInput in, ValueRules rules) throws RdbException {
    long start = in.offset();
    in.blob();
    return switch (type) {
      case RdbType.LIST_ZIPLIST -> append(ziplist(in, start), new ListValue());
      case RdbType.SET_INTSET -> intset(in, start, new SetValue(rules));
      case RdbType.SET_LISTPACK -> members(listpack(in, start), new SetValue(rules));
      case RdbType.ZSET_LISTPACK -> scored(listpack(in, start), new SortedSetValue(rules));
      case RdbType.ZSET_ZIPLIST -> scored(ziplist(in, start), new SortedSetValue(rules));
      case RdbType.HASH_LISTPACK -> fields(listpack(in, start), new HashValue(rules), true);
      case RdbType.HASH_ZIPLIST -> fields(ziplist(in, start), new HashValue(rules), true);
      case RdbType.HASH_ZIPMAP -> {
        PackedElements pairs = new Zipmap(in.blobBytes, in.blobAt, in.blobLength, start);
        yield fields(pairs, new HashValue(rules), false);
      }
      default -> throw new AssertionError("not a packed type: " + type);
    };
  }

  /** The string that was just read, as a ziplist. */
  static PackedElements ziplist(RdbInput in, long start) throws RdbException {
    return new Ziplist(in.blobBytes, in.blobAt, in.blobLength, start);
  }

  /** The string that was just read, as a listpack. */
  static PackedElements listpack(RdbInput in, long start) throws RdbException {
    return new Listpack(in.blobBytes, in.blobAt, in.blobLength, start);
  }

  /** Adds all elements at the tail of the list; returns the list. */
  static ListValue append(PackedElements elements, ListValue list) throws RdbException {
    while (elements.next()) {
      list.pushTail(elements.source, elements.from, elements.length);
    }
    return list;
  }

  private static SetValue members(PackedElements elements, SetValue set) throws RdbException {
    while (elements.next()) {
      if (!set.add(elements.source, elements.from, elements.length)) {
        throw elements.damage("expected another member, saw one twice");
      }
    }
    return set;
  }

  private static SortedSetValue scored(PackedElements elements, SortedSetValue set)
      throws RdbException {
    while (elements.next()) {
      byte[] member = elements.element();
      if (!set.putPacked(member, elements.score())) {
        throw elements.damage("expected another member, saw one twice");
      }
    }
    set.endPacked();
    return set;
  }

  /** Fields of a packed hash stay packed however long; those of a zipmap do not. */
  private static HashValue fields(PackedElements elements, HashValue hash, boolean packed)
      throws RdbException {
    while (elements.next()) {
      byte[] field = elements.source;
      int at = elements.from;
      int length = elements.length;
      elements.second("a value");
      boolean fresh =
          packed
              ? hash.putPacked(field, at, length, elements.source, elements.from, elements.length)
              : hash.put(field, at, length, elements.source, elements.from, elements.length);
      if (!fresh) {
        throw elements.damage("expected another field, saw one twice");
      }
    }
    return hash;
  }

  /** Width of a number (4, little endian), count (4), numbers in rising order. */
  private static SetValue intset(RdbInput in, long start, SetValue set) throws RdbException {
    if (in.blobLength < INTSET_HEADER) {
      throw RdbException.packed(start, "expected an intset, saw " + in.blobLength + " bytes");
    }
    RdbInput body = new RdbInput();
    body.window(in.blobBytes, in.blobAt, in.blobAt + in.blobLength, start);
    int width = body.i32();
    long count = body.i32() & 0xFFFFFFFFL;
    if (width != 2 && width != 4 && width != 8 || INTSET_HEADER + width * count != in.blobLength) {
      throw RdbException.packed(
          start,
          "expected an intset of " + in.blobLength + " bytes, saw " + count + " times " + width);
    }
    for (long i = 0; i < count; i++) {
      if (!set.add(Numbers.decimal(number(body, width)))) {
        throw RdbException.packed(start, "expected another member of an intset, saw one twice");
      }
    }
    return set;
  }

  private static long number(RdbInput body, int width) {
    return switch (width) {
      case 2 -> body.i16();
      case 4 -> body.i32();
      default -> body.i64();
    };
  }
}

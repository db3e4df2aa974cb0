package glasshouse.engine.rdb;

import glasshouse.engine.base.Check;
import glasshouse.engine.base.Reals;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import org.jspecify.annotations.Nullable;

/**
 * Reads values. One that is a single string in the file is read at once; one that is a count and
 * elements is read element by element, so that what has come is never read again.
 */
final class ValueReader {
  private final ValueRules rules;
  private final RdbInput in;
  private int type;
  private long remaining;
  private @Nullable Value growing;
  private @Nullable StreamReader stream;

  ValueReader(ValueRules rules, RdbInput in) {
    this.rules = rules;
    this.in = in;
  }

  /** The type of the value that was begun last. */
  int type() {
    return type;
  }

  /** Reads a whole value; null when its elements follow: call {@link #more} until it gives one. */
  @Nullable Value begin(int valueType, long typeOffset) throws RdbException {
    growing = null;
    stream = null;
    type = valueType;
    if (valueType == RdbType.MODULE_PRE_GA || valueType == RdbType.MODULE_2) {
      throw new RdbException(typeOffset, "not supported yet: module");
    }
    if (!RdbType.isValue(valueType)) {
      throw RdbException.content(
          typeOffset,
          "Unknown RDB encoding type " + valueType,
          "expected a value type or an opcode, saw " + RdbInput.hex(valueType));
    }
    try {
      return start();
    } catch (RdbException damage) {
      throw damage.inside(type);
    }
  }

  private @Nullable Value start() throws RdbException {
    switch (type) {
      case RdbType.STRING -> {
        in.blob();
        return StringValue.of(in.blobBytes, in.blobAt, in.blobLength);
      }
      case RdbType.LIST, RdbType.LIST_QUICKLIST, RdbType.LIST_QUICKLIST_2 -> begin(new ListValue());
      case RdbType.SET -> begin(new SetValue(rules));
      case RdbType.ZSET, RdbType.ZSET_2 -> begin(SortedSetValue.large(rules));
      case RdbType.HASH -> begin(new HashValue(rules));
      case RdbType.HASH_ZIPMAP,
          RdbType.LIST_ZIPLIST,
          RdbType.SET_INTSET,
          RdbType.ZSET_ZIPLIST,
          RdbType.HASH_ZIPLIST,
          RdbType.HASH_LISTPACK,
          RdbType.ZSET_LISTPACK,
          RdbType.SET_LISTPACK -> {
        return PackedValues.read(type, in, rules);
      }
      case RdbType.STREAM_LISTPACKS, RdbType.STREAM_LISTPACKS_2, RdbType.STREAM_LISTPACKS_3 ->
          stream = new StreamReader(type, rules, in);
      default -> throw new AssertionError("no value has type " + type);
    }
    return null;
  }

  private void begin(Value empty) throws RdbException {
    long count = in.length();
    remaining = count;
    growing = empty;
  }

  /** Reads one more element; the value when it was the last. */
  @Nullable Value more() throws RdbException {
    try {
      return next();
    } catch (RdbException damage) {
      throw damage.inside(type);
    }
  }

  private @Nullable Value next() throws RdbException {
    if (stream != null) {
      return stream.step();
    }
    Value value = growing;
    Check.that(value != null, "no value is being read");
    if (remaining > 0) {
      switch (value) {
        case ListValue list -> listElement(list);
        case SetValue set -> member(set);
        case SortedSetValue set -> scored(set);
        case HashValue hash -> field(hash);
        case StringValue _, StreamValue _ -> throw new AssertionError("has no such elements");
        case null -> throw new AssertionError("no value is being read");
      }
      remaining--;
    }
    if (remaining > 0) {
      return null;
    }
    if (value instanceof SortedSetValue set) {
      set.settle();
    }
    return value;
  }

  private void listElement(ListValue list) throws RdbException {
    long start = in.offset();
    long container = RdbType.NODE_PACKED;
    if (type == RdbType.LIST_QUICKLIST_2) {
      container = in.length();
    }
    if (type == RdbType.LIST || container == RdbType.NODE_PLAIN) {
      in.blob();
      if (type == RdbType.LIST_QUICKLIST_2 && in.blobLength == 0) {
        throw new RdbException(start, "expected an element of a list node, saw none");
      }
      list.pushTail(in.blobBytes, in.blobAt, in.blobLength);
      return;
    }
    if (container != RdbType.NODE_PACKED) {
      throw new RdbException(start, "expected a list node, plain or packed, saw " + container);
    }
    in.blob();
    boolean old = type == RdbType.LIST_QUICKLIST;
    PackedValues.append(
        old ? PackedValues.ziplist(in, start) : PackedValues.listpack(in, start), list);
  }

  private void member(SetValue set) throws RdbException {
    long start = in.offset();
    in.blob();
    if (!set.add(in.blobBytes, in.blobAt, in.blobLength)) {
      throw RdbException.content(
          start,
          "Duplicate set members detected",
          "expected another member of a set, saw one twice");
    }
  }

  private void scored(SortedSetValue set) throws RdbException {
    long start = in.offset();
    byte[] member = in.string();
    double score = type == RdbType.ZSET_2 ? Double.longBitsToDouble(in.i64()) : textScore();
    if (Double.isNaN(score)) {
      throw RdbException.content(
          start, "Zset with NAN score detected", "expected a score, saw one that is not a number");
    }
    if (!set.put(member, score)) {
      throw RdbException.content(
          start,
          "Duplicate zset fields detected",
          "expected another member of a sorted set, saw one twice");
    }
  }

  /** Before version 8: a length byte and digits; 253 to 255 stand for what has no digits. */
  private double textScore() {
    int length = in.u8();
    switch (length) {
      case 253:
        return Double.NaN;
      case 254:
        return Double.POSITIVE_INFINITY;
      case 255:
        return Double.NEGATIVE_INFINITY;
      default:
    }
    byte[] digits = in.raw(length);
    return Reals.parse(digits, 0, length);
  }

  private void field(HashValue hash) throws RdbException {
    long start = in.offset();
    in.blob();
    byte[] name = in.blobBytes;
    int at = in.blobAt;
    int length = in.blobLength;
    in.blob();
    if (!hash.put(name, at, length, in.blobBytes, in.blobAt, in.blobLength)) {
      throw RdbException.content(
          start, "Hash with dup elements", "expected another field of a hash, saw one twice");
    }
  }
}

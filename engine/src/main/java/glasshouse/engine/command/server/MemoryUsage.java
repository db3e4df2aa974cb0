package glasshouse.engine.command.server;

import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StringValue;

/**
 * Bytes on the Java heap, estimated from counts: a header and fields for each object, sixteen bytes
 * for each array, rounded content where its length is known, a usual length of an element where it
 * would have to be counted.
 */
final class MemoryUsage {
  private static final int OBJECT = 16;
  private static final int ENTRY = 48;
  private static final int SLOT = 8;
  private static final int ELEMENT = 24;

  private MemoryUsage() {}

  /** All keys of all databases. */
  static long of(Keyspace keyspace) {
    long[] bytes = {0};
    for (int i = 0; i < keyspace.count(); i++) {
      Database db = keyspace.database(i);
      db.forEach(entry -> bytes[0] += of(entry));
    }
    return bytes[0];
  }

  /** A key with its value and its place in the table. */
  static long of(KeyEntry entry) {
    return ENTRY + SLOT + array(entry.key().length) + value(entry);
  }

  private static long value(KeyEntry entry) {
    return switch (entry.value()) {
      case StringValue text -> OBJECT + (text.isNumber() ? SLOT : array(text.length()));
      case ListValue list -> OBJECT + (long) list.size() * ELEMENT;
      case SetValue set -> OBJECT + (long) set.size() * (ELEMENT + SLOT);
      case HashValue hash -> OBJECT + (long) hash.size() * 2 * ELEMENT;
      case SortedSetValue sorted -> OBJECT + (long) sorted.size() * (ENTRY + ELEMENT);
    };
  }

  private static long array(int length) {
    return OBJECT + (length + 7L & ~7L);
  }
}

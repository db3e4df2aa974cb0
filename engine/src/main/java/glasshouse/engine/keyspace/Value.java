package glasshouse.engine.keyspace;

/** What a key holds. */
public sealed interface Value
    permits StringValue, ListValue, HashValue, SetValue, SortedSetValue, StreamValue {
  /** The name TYPE answers: string, list, hash, set, zset or stream. */
  String typeName();

  /** The name OBJECT ENCODING answers, by the rules of Redis 7.0. */
  String encoding();

  /** A deep copy that shares nothing which can change. */
  Value copy();

  /** Bytes on the heap, reckoned in constant time; see {@link Heap}. */
  long memory();
}

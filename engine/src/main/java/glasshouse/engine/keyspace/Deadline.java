package glasshouse.engine.keyspace;

/** When a key expires. */
final class Deadline extends Dict.Entry {
  /** Bytes on the heap; the name belongs to the key. */
  static final int WEIGHT = Heap.object(FIELDS + 12);

  final KeyEntry owner;

  /** Unix milliseconds, not negative. */
  long at;

  Deadline(KeyEntry owner, long at) {
    super(owner.key());
    this.owner = owner;
    this.at = at;
  }
}

package glasshouse.engine.keyspace;

/** Given a field and its value as two slices that are valid, and may be read, during the call. */
@FunctionalInterface
public interface PairVisitor {
  /** The field is the first slice, the value the second; their buffers may be the same. */
  void visit(byte[] field, int fieldAt, int fieldLength, byte[] value, int at, int length);
}

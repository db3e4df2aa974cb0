package glasshouse.engine.keyspace;

/** Given one byte string as a slice of a buffer that is valid, and may be read, during the call. */
@FunctionalInterface
public interface SliceVisitor {
  /** The string is {@code buffer[offset .. offset + length)}. */
  void visit(byte[] buffer, int offset, int length);
}

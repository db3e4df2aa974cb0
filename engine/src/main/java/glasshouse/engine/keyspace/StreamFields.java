package glasshouse.engine.keyspace;

/** Fields and values of an entry that is to be added: field, value, field, value, as slices. */
public interface StreamFields {
  /** Number of fields, at least one. */
  int count();

  /** The buffer that holds all slices. */
  byte[] data();

  /** Where slice {@code i} starts: a field when {@code i} is even, the value of it otherwise. */
  int offset(int i);

  /** Length of slice {@code i} in bytes. */
  int length(int i);
}

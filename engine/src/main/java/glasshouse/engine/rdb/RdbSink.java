package glasshouse.engine.rdb;

import glasshouse.engine.keyspace.Value;

/**
 * Told what an {@link RdbReader} finds, in the order of the file. Arrays and values are the sink's
 * to keep. A sink that cannot take something throws, and the reading ends.
 */
public interface RdbSink {
  /** The file begins; it is of this version (1 to 11). */
  void header(int version) throws RdbException;

  /** An auxiliary field; numbers come as decimal digits. */
  void aux(byte[] key, byte[] value) throws RdbException;

  /** What follows belongs to this database (0 to 2^31-1). */
  void selectDb(int db) throws RdbException;

  /**
   * The database has about so many keys, so many of them with an expiry; a hint, not to be trusted.
   */
  void resize(long keys, long expiring) throws RdbException;

  /**
   * A key.
   *
   * @param value may be empty in files of old or broken servers, which Redis 7.0 skips
   * @param expireAt Unix milliseconds, or {@link glasshouse.engine.keyspace.KeyEntry#NEVER}
   * @param idle seconds since its last use, or -1 when the file does not say
   * @param freq its frequency of use (0 to 255), or -1 when the file does not say
   */
  void entry(int db, byte[] key, Value value, long expireAt, long idle, int freq)
      throws RdbException;

  /** A library of functions, as source text. */
  void functionLibrary(byte[] source) throws RdbException;

  /**
   * The file is complete; {@code verified} tells whether it has a checksum, and it was compared.
   */
  void end(boolean verified) throws RdbException;
}

package glasshouse.engine.rdb;

import glasshouse.engine.base.Bytes;

/** An auxiliary field of an RDB: something about the file rather than of the data. */
public record AuxField(byte[] key, byte[] value) {
  /** A field whose value is text. */
  public static AuxField of(String key, String value) {
    return new AuxField(Bytes.of(key), Bytes.of(value));
  }

  /** A field whose value is a number. */
  public static AuxField of(String key, long value) {
    return of(key, Long.toString(value));
  }
}

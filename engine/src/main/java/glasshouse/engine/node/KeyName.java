package glasshouse.engine.node;

import java.util.Arrays;

/** A key of a numbered database, for maps over keys. */
record KeyName(int db, byte[] key) {
  @Override
  public boolean equals(Object other) {
    return other instanceof KeyName(int otherDb, byte[] otherKey)
        && db == otherDb
        && Arrays.equals(key, otherKey);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + db;
  }
}

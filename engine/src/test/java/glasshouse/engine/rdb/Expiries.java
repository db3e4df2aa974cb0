package glasshouse.engine.rdb;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Keyspace;
import java.util.TreeMap;

/** When each key of a keyspace expires, in a form that compares. */
public final class Expiries {
  private Expiries() {}

  /** From "db/key" to Unix milliseconds; -1 for those that stay. */
  public static TreeMap<String, Long> of(Keyspace keyspace) {
    TreeMap<String, Long> found = new TreeMap<>();
    for (int i = 0; i < keyspace.count(); i++) {
      String db = i + "/";
      keyspace
          .database(i)
          .forEach(entry -> found.put(db + Bytes.text(entry.key()), entry.expireAt()));
    }
    return found;
  }
}

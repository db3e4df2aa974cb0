package glasshouse.engine.lab.account;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Expiring;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.Tx;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The accounts in a store: a bucket with a key for each, and one that says until when. */
final class AccountBucket {
  private static final byte[] ACCOUNTS = Bytes.of("accounts");

  private AccountBucket() {}

  /** The account, null when there is none. */
  static @Nullable Account find(Store store, String name) {
    try (Tx tx = store.begin(false)) {
      Bucket bucket = tx.bucket(ACCOUNTS);
      byte @Nullable [] value = bucket == null ? null : bucket.get(Bytes.of(name));
      if (value == null) {
        return null;
      }
      String[] fields = Bytes.text(value).split(" ");
      return new Account(name, fields[0], fields[1]);
    }
  }

  /** Whether what it has may still be used. */
  static boolean fresh(Store store, long now) {
    return store.view(
        tx -> {
          Bucket bucket = tx.bucket(ACCOUNTS);
          return bucket != null && new Expiring(bucket).fresh(now);
        });
  }

  /** Keeps these accounts in place of all others, for twelve hours from now. */
  static void save(Store store, List<Account> accounts, long now) {
    store.update(
        tx -> {
          Bucket bucket = tx.createBucketIfMissing(ACCOUNTS);
          TreeMap<byte[], byte[]> fields = new TreeMap<>(Bytes::compare);
          for (Account account : accounts) {
            fields.put(
                Bytes.of(account.name()), Bytes.of(account.cluster() + " " + account.prefix()));
          }
          new Expiring(bucket).replace(fields, now, Accounts.VALID_MILLIS);
        });
  }
}

package glasshouse.engine.lab.account;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts in a store: a bucket with a key for each, and one that says until when. */
final class AccountBucket {
  private static final byte[] ACCOUNTS = Bytes.of("accounts");
  private static final byte[] EXPIRES = Bytes.of("expires");

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
          byte @Nullable [] until = bucket == null ? null : bucket.get(EXPIRES);
          return until != null && Long.parseLong(Bytes.text(until)) > now;
        });
  }

  /** Keeps all accounts, until a moment of the lab's clock. */
  static void save(Store store, List<Account> accounts, long expires) {
    store.update(
        tx -> {
          Bucket bucket = tx.createBucketIfMissing(ACCOUNTS);
          bucket.put(EXPIRES, Bytes.of(Long.toString(expires)));
          for (Account account : accounts) {
            bucket.put(
                Bytes.of(account.name()), Bytes.of(account.cluster() + " " + account.prefix()));
          }
        });
  }
}

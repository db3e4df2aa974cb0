package glasshouse.engine.lab.account;

import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.live.store.RealStore;
import java.util.List;
import java.util.Objects;

/**
 * The cache as it was written. Each method opens the file, does its work and closes it: each on its
 * own is right.
 */
final class AccountCache implements Accounts {
  private final Bench bench;
  private final Upstream upstream;
  private final StoreOptions options;

  AccountCache(Bench bench, Upstream upstream, StoreOptions options) {
    this.bench = bench;
    this.upstream = upstream;
    this.options = options;
  }

  @Override
  public Account account(String name) {
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      if (!AccountBucket.fresh(cache.store(), bench.now())) {
        // The file is open here, and will be until this method returns.
        syncAccounts();
      }
      return Objects.requireNonNull(AccountBucket.find(cache.store(), name));
    }
  }

  @Override
  public void syncAccounts() {
    List<Account> all = upstream.allAccounts();
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      AccountBucket.save(cache.store(), all, bench.now());
    }
  }
}

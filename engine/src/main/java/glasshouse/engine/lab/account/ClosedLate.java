package glasshouse.engine.lab.account;

import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.live.store.RealStore;
import java.util.List;

/**
 * The cache mended in vain: nothing is called any more while the file is open, it is read, then
 * written, all in one method. But the first block ends where its brace stands, not where its work
 * is done.
 */
final class ClosedLate implements Accounts {
  private final Bench bench;
  private final Upstream upstream;
  private final StoreOptions options;

  ClosedLate(Bench bench, Upstream upstream, StoreOptions options) {
    this.bench = bench;
    this.upstream = upstream;
    this.options = options;
  }

  @Override
  public Account account(String name) {
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      Account kept = AccountBucket.find(cache.store(), name);
      if (kept != null && AccountBucket.fresh(cache.store(), bench.now())) {
        return kept;
      }

      List<Account> all = upstream.allAccounts();
      try (RealStore again = RealStore.open(bench.registry(), bench.file(), options)) {
        AccountBucket.save(again.store(), all, bench.now());
        return Accounts.pick(all, name);
      }
    }
  }

  @Override
  public void syncAccounts() {
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      AccountBucket.save(cache.store(), upstream.allAccounts(), bench.now());
    }
  }
}

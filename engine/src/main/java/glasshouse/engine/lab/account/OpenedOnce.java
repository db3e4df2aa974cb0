package glasshouse.engine.lab.account;

import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.live.store.RealStore;
import java.util.Objects;

/** The cache mended: who has the file open hands it on. */
final class OpenedOnce implements Accounts {
  private final Bench bench;
  private final Upstream upstream;
  private final StoreOptions options;

  OpenedOnce(Bench bench, Upstream upstream, StoreOptions options) {
    this.bench = bench;
    this.upstream = upstream;
    this.options = options;
  }

  @Override
  public Account account(String name) {
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      if (!AccountBucket.fresh(cache.store(), bench.now())) {
        syncInto(cache);
      }
      return Objects.requireNonNull(AccountBucket.find(cache.store(), name));
    }
  }

  @Override
  public void syncAccounts() {
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      syncInto(cache);
    }
  }

  private void syncInto(RealStore cache) {
    AccountBucket.save(cache.store(), upstream.allAccounts(), bench.now());
  }
}

package glasshouse.engine.lab.account;

import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.live.store.RealStore;

/** Sends mails: the part of the service that people see. */
final class Broker {
  private final Bench bench;
  private final StoreOptions options;
  private final Accounts accounts;

  Broker(Bench bench, StoreOptions options, Accounts accounts) {
    this.bench = bench;
    this.options = options;
    this.accounts = accounts;
  }

  String messageSend(String name) {
    String prefix = cacheLookupPrefix(name);
    Account account = accounts.account(name);
    return "sent as %s, through %s".formatted(prefix, account.cluster());
  }

  /** A prefix never changes, so it may be as old as it likes. */
  private String cacheLookupPrefix(String name) {
    try (RealStore cache = RealStore.open(bench.registry(), bench.file(), options)) {
      Account kept = AccountBucket.find(cache.store(), name);
      return kept == null ? "[]" : kept.prefix();
    }
  }
}

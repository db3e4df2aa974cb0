package glasshouse.engine.lab.account;

import glasshouse.engine.lab.Bench;
import java.util.List;

/** The database that knows all accounts: far away, always right, and better not asked often. */
final class Upstream {
  private static final String CALLS = "upstream calls";

  private final Bench bench;

  Upstream(Bench bench) {
    this.bench = bench;
    bench.fact(CALLS, "0");
  }

  List<Account> allAccounts() {
    bench.count(CALLS);
    return List.of(
        new Account("alice", "mongo-3", "[shop]"),
        new Account("bob", "mongo-1", "[desk]"),
        new Account("carol", "mongo-3", "[shop]"));
  }
}

package glasshouse.engine.lab.account;

import java.util.List;

/** Somebody who knows accounts. */
interface Accounts {
  /** Twelve hours, in milliseconds: so long an account is valid. */
  long VALID_MILLIS = 12 * 3_600_000L;

  /**
   * The account of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  Account account(String name);

  /** Asks the upstream for all accounts and keeps them; done once when the service starts. */
  void syncAccounts();

  /** The one of this name. */
  static Account pick(List<Account> accounts, String name) {
    return accounts.stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no account " + name));
  }
}

package glasshouse.engine.lab.account;

import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.view.LabView.Choice;
import java.util.List;

/** The service of the story: it sends mails, and keeps accounts in a file for twelve hours. */
public final class AccountProgram implements Program {
  private static final long ONE_SECOND = 1000;
  private static final StoreOptions FOR_EVER = StoreOptions.DEFAULT;

  private static final String AS_WRITTEN = "as-written";
  private static final String TIMEOUT = "with-timeout";
  private static final String ONCE = "opened-once";
  private static final String LATE = "closed-late";

  private static final Card CARD =
      new Card(
          "account-cache",
          "The cache that hung overnight",
          "A service keeps its accounts in one file; they are valid for twelve hours.",
          List.of(
              new Choice(
                  AS_WRITTEN, "What expires is synced by a method that opens the file itself."),
              new Choice(TIMEOUT, "The same, but to open the file waits at most one second."),
              new Choice(ONCE, "Who has the file open hands it on."),
              new Choice(LATE, "All in one method, but the first block ends too late.")),
          List.of(new Choice("send NAME", "Send a mail for alice, bob or carol.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) {
    Upstream upstream = new Upstream(bench);
    StoreOptions options = variant.equals(TIMEOUT) ? FOR_EVER.within(ONE_SECOND) : FOR_EVER;
    Accounts accounts =
        switch (variant) {
          case ONCE -> new OpenedOnce(bench, upstream, options);
          case LATE -> new ClosedLate(bench, upstream, options);
          default -> new AccountCache(bench, upstream, options);
        };
    accounts.syncAccounts();
    Broker broker = new Broker(bench, options, accounts);
    return words -> {
      if (words.size() == 2 && words.getFirst().equals("send")) {
        return broker.messageSend(words.getLast());
      }
      throw new IllegalArgumentException("this service knows: send NAME");
    };
  }
}

package glasshouse.engine.cache;

import glasshouse.engine.port.Party;
import org.jspecify.annotations.Nullable;

/** In whose name a latch is held: a transaction, from before it has its number, or a close. */
class Owner {
  private String text;

  Owner(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Says who it turned out to be. */
  void is(String who) {
    text = who;
  }

  /** A transaction, which can be ended by somebody else as well. */
  static final class OfTx extends Owner implements Party {
    private @Nullable Tx tx;

    OfTx(String text) {
      super(text);
    }

    void is(Tx who) {
      is(who.toString());
      tx = who;
    }

    @Override
    public void end() {
      Tx mine = tx;
      if (mine != null && mine.isOpen()) {
        mine.abandon();
      }
    }

    @Override
    public String consequence() {
      Tx mine = tx;
      boolean writes = mine != null && mine.writable();
      return this
          + (writes
              ? " is rolled back: none of its changes is kept, and whoever uses it next gets an"
                  + " error"
              : " ends: whoever uses it next gets an error, and pages that only it still saw can"
                  + " be used again");
    }
  }
}

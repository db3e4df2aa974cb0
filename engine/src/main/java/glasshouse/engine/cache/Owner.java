package glasshouse.engine.cache;

/** In whose name a latch is held: a transaction, from before it has its number, or a close. */
final class Owner {
  private String text;

  Owner(String text) {
    this.text = text;
  }

  /** Says who it turned out to be. */
  void is(String who) {
    text = who;
  }

  @Override
  public String toString() {
    return text;
  }
}

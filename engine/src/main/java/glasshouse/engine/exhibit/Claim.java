package glasshouse.engine.exhibit;

/**
 * A figure and what it must be.
 *
 * @param figure what is looked at
 * @param value what it must be, by era
 */
public record Claim(Figure figure, ByEra value) {
  /** The claim in words, for an era. */
  public String words(String era) {
    return figure.words() + " is " + value.in(era);
  }
}

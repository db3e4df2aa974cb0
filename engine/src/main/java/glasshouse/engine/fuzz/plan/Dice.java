package glasshouse.engine.fuzz.plan;

import glasshouse.engine.port.RandomSource;
import java.util.List;

/** Chance, in the words in which plans are made. */
final class Dice {
  private final RandomSource random;

  Dice(RandomSource random) {
    this.random = random;
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** True in {@code percent} of all cases. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Mostly short, sometimes long: about evenly over the orders of magnitude. */
  long span(int shortest, int longest) {
    return Math.round(shortest * Math.pow((double) longest / shortest, random.nextDouble()));
  }

  Dice fork() {
    return new Dice(random.fork());
  }
}

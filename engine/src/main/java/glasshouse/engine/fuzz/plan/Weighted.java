package glasshouse.engine.fuzz.plan;

import java.util.ArrayList;
import java.util.List;

/** Choices, each with a weight. */
final class Weighted<T> {
  private final List<T> choices = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();
  private int sum;

  Weighted<T> add(int weight, T choice) {
    if (weight > 0) {
      choices.add(choice);
      weights.add(weight);
      sum += weight;
    }
    return this;
  }

  /**
   * Only some of the choices, decided by chance: a run in which much is left out does the rest more
   * often, and comes to places where a run that does everything never comes.
   */
  Weighted<T> some(Dice dice) {
    Weighted<T> rest = new Weighted<>();
    for (int i = 0; i < choices.size(); i++) {
      if (dice.chance(70)) {
        rest.add(weights.get(i) * dice.between(1, 3), choices.get(i));
      }
    }
    return rest.sum == 0 ? this : rest;
  }

  T pick(Dice dice) {
    int left = dice.between(0, sum - 1);
    int i = 0;
    while (left >= weights.get(i)) {
      left -= weights.get(i++);
    }
    return choices.get(i);
  }
}

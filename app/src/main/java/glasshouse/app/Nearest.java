package glasshouse.app;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** What somebody may have meant who has typed a word that there is not. */
final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /** Those that have the word in them, or else differ from it in few letters; the nearest first. */
  static List<String> to(String typed, List<String> words) {
    String word = typed.toLowerCase(Locale.ROOT);
    List<String> within = words.stream().filter(it -> it.contains(word)).toList();
    if (!word.isEmpty() && !within.isEmpty()) {
      return within.stream().limit(MOST).toList();
    }
    ToIntFunction<String> far = it -> distance(word, it);
    int few = Math.max(2, word.length() / 3);
    return words.stream()
        .filter(it -> far.applyAsInt(it) <= few)
        .sorted(Comparator.comparingInt(far))
        .limit(MOST)
        .toList();
  }

  /** How many letters must be put in, left out or replaced to make one word of the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

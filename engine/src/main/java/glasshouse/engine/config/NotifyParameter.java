package glasshouse.engine.config;

import glasshouse.engine.base.Quoting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** notify-keyspace-events: which events are published, as letters. */
public final class NotifyParameter extends Parameter {
  /** The letters that A stands for, in the order CONFIG GET shows them. */
  private static final String ALL = "g$lshzxetd";

  /** All letters, in the order CONFIG GET shows them. */
  private static final String LETTERS = ALL + "nKEm";

  private int bits;

  NotifyParameter() {
    super("notify-keyspace-events");
  }

  /** True when the letter is on; {@code K} and {@code E} say on which channels. */
  public boolean has(char letter) {
    int index = LETTERS.indexOf(letter);
    return index >= 0 && (bits >> index & 1) != 0;
  }

  /** True when anything is published. */
  public boolean any() {
    return bits != 0;
  }

  /** A letter that {@code A} includes hides the others of A; n is shown only without A (as 7.0). */
  @Override
  public String text() {
    StringBuilder out = new StringBuilder();
    int all = (1 << ALL.length()) - 1;
    boolean whole = (bits & all) == all;
    if (whole) {
      out.append('A');
    }
    for (int i = whole ? ALL.length() + 1 : 0; i < LETTERS.length(); i++) {
      if ((bits >> i & 1) != 0) {
        out.append(LETTERS.charAt(i));
      }
    }
    return out.toString();
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    int taken = 0;
    String word = words.getFirst();
    for (int i = 0; i < word.length(); i++) {
      int index = LETTERS.indexOf(word.charAt(i));
      if (word.charAt(i) == 'A') {
        taken |= (1 << ALL.length()) - 1;
      } else if (index >= 0) {
        taken |= 1 << index;
      } else {
        return "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
      }
    }
    bits = taken;
    return null;
  }

  @Override
  String fileText() {
    return Quoting.quote(text());
  }

  @Override
  boolean isDefault() {
    return bits == 0;
  }
}

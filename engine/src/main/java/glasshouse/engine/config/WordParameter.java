package glasshouse.engine.config;

import glasshouse.engine.base.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of a few words. */
public final class WordParameter extends Parameter {
  private final String normal;
  private final List<String> words;
  private String value;

  WordParameter(String names, String normal, List<String> words, Mark... marks) {
    super(names, marks);
    this.normal = normal;
    this.words = words;
    value = normal;
  }

  /** The word, as this program spells it. */
  public String value() {
    return value;
  }

  /** Notes what was found for a word that left it open. */
  public void value(String known) {
    Check.that(words.contains(known), "no word of this parameter");
    value = known;
  }

  /** True when it is {@code word}. */
  public boolean is(String word) {
    return value.equals(word);
  }

  @Override
  public String text() {
    return value;
  }

  @Override
  @Nullable String take(List<String> given, boolean loading) {
    String known = find(words, given.getFirst());
    if (known == null) {
      return problem(words);
    }
    value = known;
    return null;
  }

  static @Nullable String find(List<String> words, String word) {
    for (String known : words) {
      if (known.equalsIgnoreCase(word)) {
        return known;
      }
    }
    return null;
  }

  static String problem(List<String> words) {
    return "argument(s) must be one of the following: " + String.join(", ", words);
  }

  @Override
  boolean isDefault() {
    return value.equals(normal);
  }
}

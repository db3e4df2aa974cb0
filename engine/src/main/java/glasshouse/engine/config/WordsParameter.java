package glasshouse.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any of a few words at once: shutdown-on-sigint {@code save force}. */
public final class WordsParameter extends Parameter {
  private final String normal;
  private final List<String> words;
  private String value;

  WordsParameter(String names, String normal, List<String> words, Mark... marks) {
    super(names, marks);
    this.normal = normal;
    this.words = words;
    value = normal;
  }

  /** True when {@code word} is among the words. */
  public boolean has(String word) {
    return List.of(value.split(" ", -1)).contains(word);
  }

  @Override
  public String text() {
    return value;
  }

  @Override
  boolean takesMany() {
    return true;
  }

  @Override
  @Nullable String take(List<String> given, boolean loading) {
    if (given.isEmpty()) {
      return WordParameter.problem(words);
    }
    for (String word : given) {
      if (WordParameter.find(words, word) == null) {
        return WordParameter.problem(words);
      }
    }
    List<String> chosen = new ArrayList<>();
    for (String word : words) {
      if (!word.equals(normal) && WordParameter.find(given, word) != null) {
        chosen.add(word);
      }
    }
    value = chosen.isEmpty() ? normal : String.join(" ", chosen);
    return null;
  }

  @Override
  boolean isDefault() {
    return value.equals(normal);
  }
}

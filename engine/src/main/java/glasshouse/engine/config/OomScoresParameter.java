package glasshouse.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** oom-score-adj-values: three numbers for the kernel, which this program only keeps. */
public final class OomScoresParameter extends Parameter {
  private static final String NORMAL = "0 200 800";

  private String value = NORMAL;

  OomScoresParameter() {
    super("oom-score-adj-values");
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
  int wordCount() {
    return 3;
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    for (String word : words) {
      if (!word.matches("-?[0-9]{1,4}") || Math.abs(Integer.parseInt(word)) > 2000) {
        return "Invalid oom-score-adj-values, elements must be between -2000 and 2000.";
      }
    }
    value = String.join(" ", words);
    return null;
  }

  @Override
  boolean isDefault() {
    return value.equals(NORMAL);
  }
}

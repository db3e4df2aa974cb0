package glasshouse.engine.exhibit;

import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form in which files name figures.
 *
 * @param words how it is written, for people
 * @param pattern how it is recognised
 * @param values regular expression of what it can be
 * @param allowed the same for people
 * @param meaning what it leads to
 */
record FigureForm<T>(String words, Pattern pattern, String values, String allowed, T meaning) {
  FigureForm(String words, String pattern, String values, String allowed, T meaning) {
    this(words, Pattern.compile(pattern), values, allowed, meaning);
  }

  /** What comes of the form of these words and its match; null when none has them. */
  static <T, R> @Nullable R read(
      List<FigureForm<T>> forms, String words, BiFunction<T, Matcher, R> how) {
    for (FigureForm<T> form : forms) {
      Matcher matcher = form.pattern.matcher(words);
      if (matcher.matches()) {
        return how.apply(form.meaning, matcher);
      }
    }
    return null;
  }

  /** Why a figure of these words cannot have a value, empty when it can. */
  static <T> String refusal(List<FigureForm<T>> forms, String words, String value) {
    for (FigureForm<T> form : forms) {
      if (form.pattern.matcher(words).matches() && !value.matches(form.values)) {
        return "'" + words + "' cannot be '" + value + "'; allowed: " + form.allowed;
      }
    }
    return "";
  }

  /** All forms, for messages. */
  static <T> String all(List<FigureForm<T>> forms) {
    return String.join("; ", forms.stream().map(FigureForm::words).toList());
  }
}

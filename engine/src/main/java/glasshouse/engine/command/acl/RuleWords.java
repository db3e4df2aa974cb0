package glasshouse.engine.command.acl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules with their parentheses joined: {@code (+get ~x)} may come as one word or as two. As in
 * Redis, a second opening word before the closing one drops what stood behind the first.
 *
 * @param unmatched a word that opens a parenthesis that is not closed, or null
 */
record RuleWords(List<String> words, @Nullable String unmatched) {
  static RuleWords of(List<String> given) {
    List<String> words = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    String opening = null;
    for (String word : given) {
      if (word.startsWith("(") && !word.endsWith(")")) {
        opening = word;
        open.setLength(0);
        open.append(word);
      } else if (opening == null) {
        words.add(word);
      } else {
        open.append(' ').append(word);
        if (word.endsWith(")")) {
          opening = null;
          words.add(open.toString());
        }
      }
    }
    return new RuleWords(words, opening);
  }
}

package glasshouse.engine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines {@code user NAME RULE...} of a configuration: those that were read, for whoever makes
 * users of them, and those that CONFIG REWRITE is to write.
 */
public final class UserLines {
  private final Map<String, List<String>> declared = new LinkedHashMap<>();
  private Supplier<List<String>> source = List::of;

  UserLines() {}

  /** Takes the words of a line behind {@code user}; answers what is wrong, or null. */
  @Nullable String declare(List<String> words) {
    String name = words.getFirst();
    return declared.putIfAbsent(name, List.copyOf(words.subList(1, words.size()))) == null
        ? null
        : "Error in user declaration '"
            + name
            + "': Duplicate user found. A user can only be defined once in config files";
  }

  /** The rules of each user that was declared, in the order of the lines. */
  public Map<String, List<String>> declared() {
    return declared;
  }

  /** Names who knows the users of now, as lines without {@code user}. */
  public void shownBy(Supplier<List<String>> lines) {
    source = lines;
  }

  /** The lines of now without {@code user}; none while users live in a file of their own. */
  List<String> shown() {
    return source.get();
  }
}

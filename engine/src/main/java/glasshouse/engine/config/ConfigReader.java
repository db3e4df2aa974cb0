package glasshouse.engine.config;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.InlineWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads lines as redis.conf has them into a configuration. */
public final class ConfigReader {
  /** Files that include one another deeper than this are taken for a circle. */
  private static final int DEEPEST = 16;

  private static final String UNKNOWN = "Bad directive or wrong number of arguments";

  private final Config config;
  private int depth;

  private ConfigReader(Config config) {
    this.config = config;
  }

  /**
   * Sets what a start asks for: first the file, then the options of the command line.
   *
   * @param text the file's lines; empty for none
   * @param options more lines, as {@link CommandLine} makes them; empty for none
   * @throws ConfigFault at the first line that is wrong
   */
  public static void load(Config config, String text, String options) throws ConfigFault {
    String all = options.isEmpty() ? text : text + "\n" + options;
    new ConfigReader(config).read(all);
  }

  private void read(String text) throws ConfigFault {
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = trimmed(raw);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> words = words(line);
      String problem = words == null ? "Unbalanced quotes in configuration line" : take(words);
      if (problem != null) {
        throw ConfigFault.atLine(number, line, problem);
      }
    }
  }

  private @Nullable String take(List<String> words) throws ConfigFault {
    if (words.isEmpty()) {
      return null;
    }
    String name = words.getFirst().toLowerCase(Locale.ROOT);
    List<String> values = words.subList(1, words.size());
    Parameter parameter = config.find(name);
    if (parameter != null) {
      return take(parameter, values, true);
    }
    return switch (name) {
      case "include" -> values.size() == 1 ? include(values.getFirst()) : UNKNOWN;
      case "user" -> values.isEmpty() ? UNKNOWN : config.acl.users.declare(values);
      case "rename-command" ->
          values.size() == 2 ? config.commands.rename(values.get(0), values.get(1)) : UNKNOWN;
      case "loadmodule" -> values.isEmpty() ? UNKNOWN : "modules are not supported";
      // Of old files: no parameters any more, and no errors either.
      case "list-max-ziplist-entries", "list-max-ziplist-value", "lua-replicate-commands" ->
          values.size() == 1 ? null : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** Splits a single word of a value that may have several, counts, and takes. */
  static @Nullable String take(Parameter parameter, List<String> given, boolean loading) {
    List<String> words = given;
    if (parameter.takesMany() && given.size() == 1 && given.getFirst().indexOf(' ') >= 0) {
      words = List.of(given.getFirst().split(" ", -1));
    }
    int count = parameter.wordCount();
    if (count > 0 && words.size() != count) {
      return "wrong number of arguments";
    }
    return parameter.take(words, loading);
  }

  private @Nullable String include(String path) throws ConfigFault {
    if (++depth > DEEPEST) {
      return "too many files include one another";
    }
    try {
      read(config.files().read(path));
    } catch (ConfigFiles.Failure failure) {
      throw ConfigFault.unreadable(path, failure.reason());
    }
    depth--;
    return null;
  }

  /** The line without blanks, tabs and returns at its ends. */
  public static String trimmed(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && " \t\r".indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && " \t\r".indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    return line.substring(from, to);
  }

  static @Nullable List<String> words(String line) {
    byte[] bytes = Bytes.of(line);
    byte[][] split = InlineWords.split(bytes, 0, bytes.length);
    if (split == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (byte[] word : split) {
      words.add(Bytes.text(word));
    }
    return words;
  }
}

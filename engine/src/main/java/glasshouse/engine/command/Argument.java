package glasshouse.engine.command;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command as COMMAND DOCS tells it.
 *
 * @param name what the real server calls it
 * @param type the real server's word for its kind; {@code oneof} and {@code block} have parts
 * @param token the fixed word before it, or null; of a {@code pure-token} all there is
 * @param keySpec for keys and patterns: the number of the key specification that finds it
 * @param since the release that brought it to a command that was there before, or empty
 * @param deprecatedSince the release that advised against it, or empty
 * @param optional it may be left out
 * @param multiple it may be repeated
 * @param multipleToken when repeated, its token is repeated too
 * @param parts the alternatives of a {@code oneof}, the sequence of a {@code block}
 */
public record Argument(
    String name,
    String type,
    @Nullable String token,
    int keySpec,
    String since,
    String deprecatedSince,
    boolean optional,
    boolean multiple,
    boolean multipleToken,
    List<Argument> parts) {

  /** A fixed word without a value. */
  public static final String PURE_TOKEN = "pure-token";

  /** One of several alternatives. */
  public static final String ONE_OF = "oneof";

  /** Several arguments in a row. */
  public static final String BLOCK = "block";

  /** True for what COMMAND DOCS gives a key specification. */
  public boolean keyed() {
    return type.equals("key") || type.equals("pattern") && keySpec > 0;
  }

  /** The flags as COMMAND DOCS shows them. */
  public List<String> flags() {
    return Stream.of(
            optional ? "optional" : "",
            multiple ? "multiple" : "",
            multipleToken ? "multiple_token" : "")
        .filter(flag -> !flag.isEmpty())
        .toList();
  }

  /** The arguments as help shows them: {@code key [EX seconds|PX milliseconds]}. */
  public static String syntax(List<Argument> arguments) {
    return arguments.stream().map(Argument::syntax).collect(Collectors.joining(" "));
  }

  private String syntax() {
    String value =
        switch (type) {
          case PURE_TOKEN -> "";
          case ONE_OF -> parts.stream().map(Argument::syntax).collect(Collectors.joining("|"));
          case BLOCK -> syntax(parts);
          default -> name;
        };
    String head = token == null ? "" : token.isEmpty() ? "\"\"" : token;
    String once = head + (head.isEmpty() || value.isEmpty() ? "" : " ") + value;
    String again = multipleToken || head.isEmpty() ? once : value;
    String all = multiple ? once + " [" + again + " ...]" : once;
    return optional ? "[" + all + "]" : all;
  }
}

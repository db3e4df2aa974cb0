package glasshouse.engine.command;

import glasshouse.engine.base.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments that a row writes as {@code key [condition(NX|XX)@2.6.12] [EX=seconds]}.
 *
 * <pre>
 *   NX                 a fixed word, named by itself; CH=change:token is one with another name
 *   key  seconds       a value; its type follows from its name, value:integer has another one
 *   EX=seconds         a value behind a fixed word
 *   name(a b)          arguments in a row; name(a|b) one of several; without a name they are named
 *                      by their parts
 *   [...]              may be left out
 *   #1  @6.2.0  !6.2.0  found by key specification 1; since; deprecated since
 *   ...  ...+          may be repeated; with its fixed word
 * </pre>
 */
public final class Grammar {
  private static final String TOKEN = "token";
  private static final List<String> TYPES =
      List.of("string", "integer", "double", "key", "pattern", "unix-time", TOKEN);
  private static final List<String> INTEGERS =
      words(
          """
          bit bits client-id cluster_bus_port config-epoch count cursor db decrement destination-db
          end end-slot entries_added entries_read frequency increment index index1 index2 len limit
          milliseconds ms num-matches numkeys numreplicas offset port protover rank seconds slot
          start start-slot stop ttl version weight\
          """);
  private static final List<String> DOUBLES =
      words("height latitude longitude radius score width timeout");
  private static final List<String> KEYS =
      words("destination destkey dst key key1 key2 newkey source sourcekey src");

  private final String text;
  private int at;

  private Grammar(String text) {
    this.text = text;
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\s+"));
  }

  /** The arguments that a row's grammar describes; empty for an empty text. */
  public static List<Argument> parse(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    Grammar grammar = new Grammar(text);
    List<Argument> arguments = grammar.list(' ');
    Check.that(grammar.at == text.length(), "grammar ends at " + grammar.at + ": " + text);
    return arguments;
  }

  private List<Argument> list(char between) {
    List<Argument> parts = new ArrayList<>();
    parts.add(argument());
    while (next(between)) {
      parts.add(argument());
    }
    return parts;
  }

  private Argument argument() {
    boolean optional = next('[');
    String token = token();
    String name = word();
    String type = "";
    List<Argument> parts = List.of();
    if (next('(')) {
      int from = at;
      parts = list(' ');
      if (at < text.length() && text.charAt(at) == '|') {
        at = from;
        parts = list('|');
        type = Argument.ONE_OF;
      } else {
        type = Argument.BLOCK;
      }
      Check.that(next(')'), "grammar lacks a bracket: " + text);
      name =
          name.isEmpty()
              ? parts.stream().map(Argument::name).collect(Collectors.joining("_"))
              : name;
    }
    Argument bare = typed(name, type, token, parts);
    int keySpec = next('#') ? Integer.parseInt(word()) : 0;
    String since = next('@') ? word() : "";
    String deprecated = next('!') ? word() : "";
    boolean multiple = text.startsWith("...", at);
    at += multiple ? 3 : 0;
    boolean again = next('+');
    Check.that(!optional || next(']'), "grammar lacks a bracket: " + text);
    return new Argument(
        bare.name(),
        bare.type(),
        bare.token(),
        keySpec,
        since,
        deprecated,
        optional,
        multiple,
        again,
        parts);
  }

  private static Argument typed(
      String word, String form, @Nullable String token, List<Argument> parts) {
    String name = word;
    String type = form;
    String fixed = token;
    int colon = name.lastIndexOf(':');
    if (type.isEmpty() && colon > 0 && TYPES.contains(name.substring(colon + 1))) {
      type = name.substring(colon + 1);
      name = name.substring(0, colon);
    } else if (type.isEmpty() && token == null && name.equals(name.toUpperCase(Locale.ROOT))) {
      type = TOKEN;
      fixed = name;
      name = name.toLowerCase(Locale.ROOT);
    } else if (type.isEmpty()) {
      type = usual(name);
    }
    type = type.equals(TOKEN) ? Argument.PURE_TOKEN : type;
    return new Argument(name, type, fixed, 0, "", "", false, false, false, parts);
  }

  private static String usual(String name) {
    if (INTEGERS.contains(name)) {
      return "integer";
    }
    if (DOUBLES.contains(name)) {
      return "double";
    }
    if (name.startsWith("unix-time")) {
      return "unix-time";
    }
    return name.equals("pattern") ? name : KEYS.contains(name) ? "key" : "string";
  }

  /** The fixed word before an equals sign, which may be empty or an equals sign; null for none. */
  private @Nullable String token() {
    int from = at;
    int end = from + (text.startsWith("==", from) ? 1 : 0);
    while (end < text.length() && " |()[]@#!=".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end == text.length() || text.charAt(end) != '=') {
      return null;
    }
    at = end + 1;
    return text.substring(from, end);
  }

  private String word() {
    int from = at;
    while (at < text.length()
        && " |()[]@#!".indexOf(text.charAt(at)) < 0
        && !text.startsWith("...", at)) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean next(char wanted) {
    boolean found = at < text.length() && text.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }
}

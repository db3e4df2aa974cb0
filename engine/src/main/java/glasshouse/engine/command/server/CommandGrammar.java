package glasshouse.engine.command.server;

import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Arguments as COMMAND DOCS tells them, read from a row's grammar: {@code key [EX seconds|PX ms]
 * [member ...]}. Square brackets hold what may be left out, bars stand between alternatives (of one
 * word each outside of brackets), three dots say that what stands before may be repeated, words in
 * capitals are to be given as they are.
 *
 * <p>The form is the one redis-cli reads for its help and hints: a block and a choice always carry
 * their parts, a fixed word its token.
 */
final class CommandGrammar {
  /** One argument: its fixed word if it begins with one, and its parts if it has some. */
  private record Part(
      String name,
      String type,
      String token,
      boolean optional,
      boolean multiple,
      List<Part> parts) {
    Part asOptional() {
      return new Part(name, type, token, true, multiple, parts);
    }

    Part asMultiple() {
      return new Part(name, type, token, optional, true, parts);
    }

    Part after(String fixed) {
      return new Part(name, type, fixed, optional, multiple, parts);
    }
  }

  private CommandGrammar() {}

  static void reply(ReplyWriter reply, String grammar) {
    reply(reply, sequence(grammar));
  }

  private static void reply(ReplyWriter reply, List<Part> parts) {
    reply.array(parts.size());
    for (Part part : parts) {
      boolean key = part.type.equals("key");
      int flags = (part.optional ? 1 : 0) + (part.multiple ? 1 : 0);
      int fields = 2 + (key ? 1 : 0) + (part.token.isEmpty() ? 0 : 1) + (flags > 0 ? 1 : 0);
      reply.map(fields + (part.parts.isEmpty() ? 0 : 1));
      pair(reply, "name", part.name);
      pair(reply, "type", part.type);
      if (key) {
        reply.bulk("key_spec_index");
        reply.integer(0);
      }
      if (!part.token.isEmpty()) {
        pair(reply, "token", part.token);
      }
      if (flags > 0) {
        reply.bulk("flags");
        reply.set(flags);
        if (part.optional) {
          reply.simple("optional");
        }
        if (part.multiple) {
          reply.simple("multiple");
        }
      }
      if (!part.parts.isEmpty()) {
        reply.bulk("arguments");
        reply(reply, part.parts);
      }
    }
  }

  private static void pair(ReplyWriter reply, String name, String value) {
    reply.bulk(name);
    reply.bulk(value);
  }

  /** The arguments of words that follow one another. */
  private static List<Part> sequence(String text) {
    List<Part> parts = new ArrayList<>();
    List<String> words = split(text, ' ');
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("...")) {
        parts.add(parts.removeLast().asMultiple());
      } else if (word.startsWith("[") && split(word, '|').size() == 1) {
        bracket(parts, word.substring(1, word.length() - 1));
      } else {
        parts.add(choice(split(word, '|')));
      }
    }
    return parts;
  }

  /** Adds what stands in brackets; a repetition of what stands before them is one argument. */
  private static void bracket(List<Part> parts, String inside) {
    boolean repeats = inside.endsWith(" ...");
    String text = repeats ? inside.substring(0, inside.length() - 4) : inside;
    Part part = choice(split(text, '|'));
    int count = repeats ? Math.max(1, part.token.isEmpty() ? part.parts.size() : 1) : 0;
    int from = parts.size() - count;
    if (repeats && from >= 0 && part.equals(block(parts.subList(from, parts.size())))) {
      parts.subList(from, parts.size()).clear();
      parts.add(part.asMultiple());
    } else {
      parts.add(repeats ? part.asOptional().asMultiple() : part.asOptional());
    }
  }

  /** Several alternatives, or the only one; a word before the first may belong to all. */
  private static Part choice(List<String> alternatives) {
    if (alternatives.size() == 1) {
      return tokened(alternatives.getFirst());
    }
    List<String> rest = new ArrayList<>(alternatives);
    List<String> first = split(alternatives.getFirst(), ' ');
    boolean shared = first.size() > 1 && fixed(first.get(0)) && fixed(first.get(1));
    if (shared) {
      rest.set(0, String.join(" ", first.subList(1, first.size())));
    }
    List<Part> parts = rest.stream().map(CommandGrammar::tokened).toList();
    Part oneOf = new Part(name(parts), "oneof", "", false, false, parts);
    return shared ? oneOf.after(first.getFirst()) : oneOf;
  }

  /** Words of which the first may be fixed: {@code LIMIT offset count}. */
  private static Part tokened(String text) {
    List<String> words = split(text, ' ');
    if (!fixed(words.getFirst())) {
      return text.startsWith("[") || words.size() > 1 ? block(sequence(text)) : plain(text);
    }
    String token = words.getFirst();
    if (words.size() == 1) {
      return new Part(token.toLowerCase(Locale.ROOT), "pure-token", token, false, false, List.of());
    }
    List<Part> rest = sequence(String.join(" ", words.subList(1, words.size())));
    Part only = rest.getFirst();
    boolean one = rest.size() == 1 && only.token.isEmpty() && !only.optional;
    if (one) {
      return only.after(token);
    }
    boolean blockOfItsOwn = only.optional || !only.token.isEmpty();
    if (blockOfItsOwn) {
      List<Part> parts = new ArrayList<>(rest);
      parts.addFirst(tokened(token));
      return new Part(name(parts), "block", "", false, false, parts);
    }
    return new Part(name(rest), "block", token, false, false, rest);
  }

  private static Part block(List<Part> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : new Part(name(parts), "block", "", false, false, List.copyOf(parts));
  }

  private static String name(List<Part> parts) {
    return String.join("_", parts.stream().map(Part::name).toList());
  }

  private static Part plain(String word) {
    String name = word.replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
    return new Part(name, type(name), "", false, false, List.of());
  }

  private static String type(String name) {
    return switch (name) {
      case "key", "newkey", "destkey", "numkey" -> "key";
      case "pattern" -> "pattern";
      case "count", "index", "offset", "start", "stop", "end", "seconds", "milliseconds" ->
          "integer";
      case "numkeys", "timeout", "port", "db", "cursor", "bit", "len", "rank" -> "integer";
      default -> name.endsWith("_key") ? "key" : "string";
    };
  }

  private static boolean fixed(String word) {
    return !word.startsWith("[")
        && word.indexOf('|') < 0
        && !word.equals("...")
        && word.equals(word.toUpperCase(Locale.ROOT));
  }

  /** Splits at a character outside of all brackets; no part is empty. */
  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? at : text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == at && (depth == 0 || i == text.length())) {
        if (i > from) {
          parts.add(text.substring(from, i));
        }
        from = i + 1;
      }
    }
    return parts;
  }
}

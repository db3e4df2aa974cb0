package glasshouse.engine.command.server;

import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Arguments as COMMAND DOCS tells them, read from a row's grammar: {@code key [EX seconds|PX ms]
 * [member ...]}. Square brackets hold what may be left out, bars stand between alternatives, three
 * dots say that what stands before may be repeated, words in capitals are to be given as they are.
 */
final class CommandGrammar {
  private record Part(String text, boolean optional, boolean multiple) {}

  private CommandGrammar() {}

  static void reply(ReplyWriter reply, String grammar) {
    List<Part> parts = parts(grammar);
    reply.array(parts.size());
    for (Part part : parts) {
      int flags = (part.optional ? 1 : 0) + (part.multiple ? 1 : 0);
      reply.map(flags > 0 ? 4 : 3);
      pair(reply, "name", name(part.text));
      pair(reply, "type", type(part.text));
      pair(reply, "display_text", part.text);
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
    }
  }

  private static void pair(ReplyWriter reply, String name, String value) {
    reply.bulk(name);
    reply.bulk(value);
  }

  private static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
  }

  private static String type(String text) {
    if (text.indexOf('|') >= 0) {
      return "oneof";
    }
    if (text.indexOf(' ') >= 0) {
      return "block";
    }
    if (text.equals(text.toUpperCase(Locale.ROOT))) {
      return "pure-token";
    }
    return text.equals("key") || text.endsWith("key") ? "key" : "string";
  }

  private static List<Part> parts(String grammar) {
    List<Part> parts = new ArrayList<>();
    int i = 0;
    while (i < grammar.length()) {
      int end = end(grammar, i);
      String word = grammar.substring(i, end).trim();
      i = end + 1;
      if (word.equals("...") && !parts.isEmpty()) {
        Part last = parts.removeLast();
        parts.add(new Part(last.text, last.optional, true));
      } else if (word.startsWith("[")) {
        String inside = word.substring(1, word.length() - 1);
        boolean repeats = inside.endsWith("...");
        String text = repeats ? inside.substring(0, inside.length() - 3).trim() : inside;
        if (repeats && !parts.isEmpty() && parts.getLast().text.equals(text)) {
          parts.add(new Part(text, parts.removeLast().optional, true));
        } else {
          parts.add(new Part(text, true, repeats));
        }
      } else if (!word.isEmpty()) {
        parts.add(new Part(word, false, false));
      }
    }
    return parts;
  }

  /** The blank that ends the word at {@code from}: one outside of all brackets. */
  private static int end(String grammar, int from) {
    int depth = 0;
    for (int i = from; i < grammar.length(); i++) {
      char c = grammar.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ' ' && depth == 0) {
        return i;
      }
    }
    return grammar.length();
  }
}

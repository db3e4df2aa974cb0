package glasshouse.engine.command.acl;

import glasshouse.engine.command.server.Categories;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says users in rules that would make them again. Rights to commands are told as Redis 7.0 does:
 * not the rules that were given, but the categories that fit best, then single commands for what is
 * still different.
 */
final class RuleText {
  private final Catalogue catalogue;

  RuleText(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The line of a user without {@code user} and its name. */
  String of(User user) {
    List<String> words = new ArrayList<>(flags(user));
    user.passwords().forEach(hash -> words.add("#" + hash));
    words.add(of(user.root()));
    for (Selector selector : user.selectors().subList(1, user.selectors().size())) {
      words.add("(" + of(selector) + ")");
    }
    return String.join(" ", words);
  }

  static List<String> flags(User user) {
    List<String> words = new ArrayList<>();
    words.add(user.enabled() ? "on" : "off");
    if (user.noPassword()) {
      words.add("nopass");
    }
    switch (user.sanitizing) {
      case UNSAID -> {}
      case SKIP -> words.add("skip-sanitize-payload");
      case CHECK -> words.add("sanitize-payload");
    }
    return words;
  }

  private String of(Selector selector) {
    List<String> words = new ArrayList<>();
    if (selector.allKeys() || !selector.keys().isEmpty()) {
      words.add(keys(selector));
    }
    if (!selector.allChannels()) {
      words.add("resetchannels");
    }
    if (selector.allChannels() || !selector.channels().isEmpty()) {
      words.add(channels(selector));
    }
    words.add(commands(selector));
    return String.join(" ", words);
  }

  static String keys(Selector selector) {
    return selector.allKeys()
        ? "~*"
        : selector.keys().stream().map(KeyPattern::rule).collect(Collectors.joining(" "));
  }

  static String channels(Selector selector) {
    return selector.allChannels()
        ? "&*"
        : selector.channels().stream().map(name -> "&" + name).collect(Collectors.joining(" "));
  }

  /**
   * Rights to commands. Starting from all or from nothing, the category is taken that is wrong for
   * the fewest commands (and right for the most), as long as one is more right than wrong.
   */
  String commands(Selector selector) {
    boolean adds = !selector.allows(Catalogue.FUTURE);
    List<String> words = new ArrayList<>();
    words.add(adds ? "-@all" : "+@all");
    Selector said = new Selector(false);
    said.allCommands(!adds);
    Selector left = selector.copy();
    List<String> open = new ArrayList<>(Categories.all());
    for (String best = best(left, open, adds); best != null; best = best(left, open, adds)) {
      words.add((adds ? "+@" : "-@") + best);
      said.category(catalogue, best, adds);
      left.category(catalogue, best, !adds);
      open.remove(best);
    }
    for (Catalogue.Row row : catalogue.top()) {
      single(selector, said, row, words);
    }
    return String.join(" ", words);
  }

  /** The category that fits best; null when none is more right than wrong. */
  private @Nullable String best(Selector left, List<String> open, boolean adds) {
    String best = null;
    int fewestWrong = Integer.MAX_VALUE;
    int mostRight = 0;
    for (String category : open) {
      int on = 0;
      int off = 0;
      for (Catalogue.Row row : catalogue.all()) {
        if (row.in(category)) {
          if (left.allows(row.number())) {
            on++;
          } else {
            off++;
          }
        }
      }
      int wrong = adds ? off : on;
      int right = adds ? on : off;
      if (right > wrong && (wrong < fewestWrong || (wrong == fewestWrong && right > mostRight))) {
        best = category;
        fewestWrong = wrong;
        mostRight = right;
      }
    }
    return best;
  }

  /** What is still to be said of a command and its subcommands. */
  private static void single(
      Selector selector, Selector said, Catalogue.Row row, List<String> words) {
    String name = row.spec().name();
    boolean allowed = selector.allows(row.number());
    if (allowed != said.allows(row.number())) {
      words.add((allowed ? "+" : "-") + name);
      said.command(row, allowed);
    }
    row.parts().forEach(part -> single(selector, said, part, words));
    if (!allowed) {
      selector.firstArguments(row).forEach(word -> words.add("+" + name + "|" + word));
    }
  }
}

package glasshouse.engine.command.acl;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.server.KeyUses;
import glasshouse.engine.resp.InlineWords;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies rules to users, one word at a time, as ACL SETUSER takes them ({@code +get}, {@code
 * ~cache:*}, {@code (%R~log:* +@read)}). What is wrong is answered in Redis' words; then the user
 * may have changed in part, and is to be thrown away.
 */
final class RuleReader {
  static final String UNKNOWN = "Unknown command or category name in ACL";
  static final String SYNTAX = "Syntax error";
  private static final String AFTER_ALL =
      "Adding a pattern after the * pattern (or the '%s' flag) is not valid and does not have any"
          + " effect. Try '%s' to start with an empty list of %s";
  private static final String NO_SUCH_PASSWORD =
      "The password you are trying to remove from the user does not exist";
  private static final String BAD_HASH =
      "The password hash must be exactly 64 characters and contain only lowercase hexadecimal"
          + " characters";
  private static final String TOO_DEEP = "Allowing first-arg of a subcommand is not supported";

  private final Catalogue catalogue;
  private final boolean channelsByDefault;
  private final Consumer<String> warnings;

  /**
   * A reader.
   *
   * @param channelsByDefault acl-pubsub-default
   * @param warnings takes lines for the log
   */
  RuleReader(Catalogue catalogue, boolean channelsByDefault, Consumer<String> warnings) {
    this.catalogue = catalogue;
    this.channelsByDefault = channelsByDefault;
    this.warnings = warnings;
  }

  /** Applies one rule; answers what is wrong with it, or null. */
  @Nullable String apply(User user, String rule) {
    String problem = null;
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "on" -> user.enabled = true;
      case "off" -> user.enabled = false;
      case "nopass" -> {
        user.noPassword = true;
        user.passwords().clear();
      }
      case "resetpass" -> {
        user.noPassword = false;
        user.passwords().clear();
      }
      case "sanitize-payload" -> user.sanitizing = User.Sanitizing.CHECK;
      case "skip-sanitize-payload" -> user.sanitizing = User.Sanitizing.SKIP;
      case "clearselectors" -> user.selectors().subList(1, user.selectors().size()).clear();
      case "reset" -> reset(user);
      default -> problem = other(user, rule);
    }
    user.settle();
    return problem;
  }

  private void reset(User user) {
    user.become(new User(user.name(), channelsByDefault));
    user.sanitizing = User.Sanitizing.CHECK;
  }

  private @Nullable String other(User user, String rule) {
    return switch (rule.charAt(0)) {
      case '>', '#' -> addPassword(user, rule);
      case '<', '!' -> removePassword(user, rule);
      case '(' -> rule.endsWith(")") ? addSelector(user, rule) : apply(user.root(), rule);
      default -> apply(user.root(), rule);
    };
  }

  private static @Nullable String hash(String rule, char plain) {
    String word = rule.substring(1);
    if (rule.charAt(0) == plain) {
      return User.hash(word);
    }
    return word.matches("[0-9a-f]{64}") ? word : null;
  }

  private static @Nullable String addPassword(User user, String rule) {
    String hash = hash(rule, '>');
    if (hash == null) {
      return BAD_HASH;
    }
    user.passwords().add(hash);
    user.noPassword = false;
    return null;
  }

  private static @Nullable String removePassword(User user, String rule) {
    String hash = hash(rule, '<');
    if (hash == null) {
      return BAD_HASH;
    }
    return user.passwords().remove(hash) ? null : NO_SUCH_PASSWORD;
  }

  private @Nullable String addSelector(User user, String rule) {
    Selector selector = new Selector(channelsByDefault);
    byte[] inside = Bytes.of(rule.substring(1, rule.length() - 1));
    byte[][] words = InlineWords.split(inside, 0, inside.length);
    if (words != null) {
      for (byte[] word : words) {
        String problem = apply(selector, Bytes.text(word));
        if (problem != null) {
          return problem;
        }
      }
    }
    user.selectors().add(selector);
    return null;
  }

  private @Nullable String apply(Selector selector, String rule) {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "allkeys", "~*" -> selector.allKeys(true);
      case "resetkeys" -> selector.allKeys(false);
      case "allchannels", "&*" -> selector.allChannels(true);
      case "resetchannels" -> selector.allChannels(false);
      case "allcommands", "+@all" -> selector.allCommands(true);
      case "nocommands", "-@all" -> selector.allCommands(false);
      default -> {
        return pattern(selector, rule);
      }
    }
    return null;
  }

  private @Nullable String pattern(Selector selector, String rule) {
    return switch (rule.isEmpty() ? ' ' : rule.charAt(0)) {
      case '~', '%' -> key(selector, rule);
      case '&' -> channel(selector, rule.substring(1));
      case '+' -> command(selector, rule.substring(1), true);
      case '-' -> command(selector, rule.substring(1), false);
      default -> SYNTAX;
    };
  }

  private static @Nullable String key(Selector selector, String rule) {
    if (selector.allKeys()) {
      return AFTER_ALL.formatted("allkeys", "resetkeys", "patterns");
    }
    int at = 0;
    int rights = rule.charAt(0) == '~' ? KeyPattern.ALL : 0;
    if (rights == 0) {
      for (at = 1; at < rule.length() && rule.charAt(at) != '~'; at++) {
        int right = right(rule.charAt(at));
        if (right == 0 || (rights & right) != 0) {
          return SYNTAX;
        }
        rights |= right;
      }
    }
    String pattern = rule.substring(Math.min(at + 1, rule.length()));
    if (rights == 0 || hasBlanks(pattern)) {
      return SYNTAX;
    }
    selector.key(new KeyPattern(pattern, rights));
    return null;
  }

  private static int right(char letter) {
    return switch (letter) {
      case 'r', 'R' -> KeyUses.READ;
      case 'w', 'W' -> KeyUses.WRITE;
      default -> 0;
    };
  }

  private static @Nullable String channel(Selector selector, String pattern) {
    if (selector.allChannels()) {
      return AFTER_ALL.formatted("allchannels", "resetchannels", "channels");
    }
    if (hasBlanks(pattern)) {
      return SYNTAX;
    }
    selector.channel(pattern);
    return null;
  }

  private @Nullable String command(Selector selector, String name, boolean yes) {
    if (name.startsWith("@")) {
      String category = name.substring(1).toLowerCase(Locale.ROOT);
      if (!Catalogue.isCategory(category)) {
        return UNKNOWN;
      }
      selector.category(catalogue, category, yes);
      return null;
    }
    if (yes && name.indexOf('|') >= 0) {
      return firstArgument(selector, name);
    }
    return change(selector, name, yes);
  }

  private @Nullable String change(Selector selector, String name, boolean yes) {
    Catalogue.Row row = catalogue.find(name);
    if (row == null) {
      return UNKNOWN;
    }
    selector.command(row, yes);
    return null;
  }

  /** A subcommand, or a word behind a command that has none ({@code select|0}). */
  private @Nullable String firstArgument(Selector selector, String name) {
    int bar = name.lastIndexOf('|');
    Catalogue.Row row = catalogue.find(name.substring(0, bar));
    if (row == null) {
      return UNKNOWN;
    }
    if (row.spec().name().indexOf('|') >= 0) {
      return TOO_DEEP;
    }
    String word = name.substring(bar + 1);
    if (word.isEmpty()) {
      return SYNTAX;
    }
    if (!row.parts().isEmpty()) {
      return change(selector, name, true);
    }
    warnings.accept(
        "Deprecation warning: Allowing a first arg of an otherwise blocked command is a misuse of"
            + " ACL and may get disabled in the future (offender: +"
            + name
            + ")");
    selector.firstArgument(row, word);
    return null;
  }

  /** True for what no name and no pattern may hold: white space and NUL. */
  static boolean hasBlanks(String text) {
    return text.chars().anyMatch(c -> c == 0 || c == ' ' || (c >= 9 && c <= 13));
  }
}

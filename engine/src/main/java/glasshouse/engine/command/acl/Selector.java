package glasshouse.engine.command.acl;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Glob;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.server.KeyUses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One set of rights: which commands may be run on which keys and channels. A user has at least one;
 * what any of them allows as a whole is allowed.
 */
final class Selector {
  private final long[] commands = new long[(Catalogue.FUTURE + 1) / Long.SIZE];
  private boolean allCommands;

  /** By the number of a command that is not allowed as such: first arguments that make it so. */
  private final SortedMap<Integer, List<String>> firstArguments = new TreeMap<>();

  private boolean allKeys;
  private final List<KeyPattern> keys = new ArrayList<>();
  private boolean allChannels;
  private final List<String> channels = new ArrayList<>();

  /** No rights, but for channels if {@code channelsByDefault}. */
  Selector(boolean channelsByDefault) {
    allChannels = channelsByDefault;
  }

  Selector copy() {
    Selector copy = new Selector(allChannels);
    System.arraycopy(commands, 0, copy.commands, 0, commands.length);
    copy.allCommands = allCommands;
    firstArguments.forEach((number, words) -> copy.firstArguments.put(number, List.copyOf(words)));
    copy.allKeys = allKeys;
    copy.keys.addAll(keys);
    copy.channels.addAll(channels);
    return copy;
  }

  /** Why it does not allow the request; null when it does. */
  @Nullable Denial denies(Request request) {
    if (!allCommands && !request.spec.is(CommandFlag.NO_AUTH) && !allowsCommand(request)) {
      return Denial.OF_COMMAND;
    }
    if (!allKeys) {
      for (int use : request.keys()) {
        int at = KeyUses.argument(use);
        if (!allowsKey(request.args.bytes(at), KeyUses.rights(use))) {
          return new Denial(Denial.Reason.KEY, at);
        }
      }
    }
    int last = allChannels ? 0 : request.channels.last(request.args);
    for (int i = 1; i <= last; i++) {
      if (!hears(request.args.text(i), request.channels == ChannelUse.PATTERN)) {
        return new Denial(Denial.Reason.CHANNEL, i);
      }
    }
    return null;
  }

  private boolean allowsCommand(Request request) {
    if (allows(request.number)) {
      return true;
    }
    List<String> words = firstArguments.get(request.number);
    int at = request.spec.name().indexOf('|') < 0 ? 1 : 2;
    if (words == null || request.args.count() <= at) {
      return false;
    }
    String given = request.args.text(at);
    return words.stream().anyMatch(given::equalsIgnoreCase);
  }

  private boolean allowsKey(byte[] key, int wanted) {
    for (KeyPattern pattern : keys) {
      if (pattern.grants(key, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** True when it allows the channel, or the pattern if its very rule is there. */
  boolean hears(String channel, boolean pattern) {
    if (allChannels) {
      return true;
    }
    byte[] name = Bytes.of(channel);
    for (String rule : channels) {
      if (pattern ? rule.equals(channel) : Glob.matches(Bytes.of(rule), name)) {
        return true;
      }
    }
    return false;
  }

  /** True when nothing can be refused. */
  boolean allowsAll() {
    return allCommands && allKeys && allChannels;
  }

  /** True when it may read any key. */
  boolean readsAllKeys() {
    return allKeys
        || keys.stream().anyMatch(k -> (k.rights() & KeyUses.READ) != 0 && k.pattern().equals("*"));
  }

  boolean allows(int number) {
    return (commands[number >> 6] & 1L << number) != 0;
  }

  /** Allows or forbids all commands, those to come too. */
  void allCommands(boolean yes) {
    allCommands = yes;
    Arrays.fill(commands, yes ? -1L : 0L);
    firstArguments.clear();
  }

  /** Allows or forbids a command with all its subcommands. */
  void command(Catalogue.Row row, boolean yes) {
    int number = row.number();
    if (yes) {
      commands[number >> 6] |= 1L << number;
    } else {
      commands[number >> 6] &= ~(1L << number);
      allCommands = false;
    }
    firstArguments.remove(number);
    row.parts().forEach(part -> command(part, yes));
  }

  /** Allows or forbids all commands of a category. */
  void category(Catalogue catalogue, String category, boolean yes) {
    for (Catalogue.Row row : catalogue.all()) {
      if (row.in(category)) {
        command(row, yes);
      }
    }
  }

  /** Allows a command when {@code word} is its first argument. */
  void firstArgument(Catalogue.Row row, String word) {
    List<String> words = new ArrayList<>(firstArguments(row));
    if (words.stream().noneMatch(word::equalsIgnoreCase)) {
      words.add(word);
      firstArguments.put(row.number(), words);
    }
  }

  List<String> firstArguments(Catalogue.Row row) {
    return firstArguments.getOrDefault(row.number(), List.of());
  }

  boolean allKeys() {
    return allKeys;
  }

  /** All keys, or none. */
  void allKeys(boolean yes) {
    allKeys = yes;
    keys.clear();
  }

  List<KeyPattern> keys() {
    return keys;
  }

  void key(KeyPattern added) {
    for (int i = 0; i < keys.size(); i++) {
      KeyPattern old = keys.get(i);
      if (old.pattern().equals(added.pattern())) {
        keys.set(i, new KeyPattern(old.pattern(), old.rights() | added.rights()));
        return;
      }
    }
    keys.add(added);
  }

  boolean allChannels() {
    return allChannels;
  }

  /** All channels, or none. */
  void allChannels(boolean yes) {
    allChannels = yes;
    channels.clear();
  }

  List<String> channels() {
    return channels;
  }

  void channel(String pattern) {
    if (!channels.contains(pattern)) {
      channels.add(pattern);
    }
  }
}

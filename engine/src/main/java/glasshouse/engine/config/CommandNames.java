package glasshouse.engine.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What commands are called: their own names, but for those that lines {@code rename-command OLD
 * NEW} gave another one, or none.
 */
public final class CommandNames {
  private final Map<String, String> renamed = new LinkedHashMap<>();
  private final Map<String, String> originals = new LinkedHashMap<>();
  private Supplier<? extends Collection<String>> all = List::of;

  CommandNames() {}

  /**
   * Names who knows the commands there are, in lower case; asked when a line renames one. Without
   * it no command is known.
   */
  public void of(Supplier<? extends Collection<String>> commands) {
    all = commands;
  }

  /** Takes the words of a line behind {@code rename-command}; answers what is wrong, or null. */
  @Nullable String rename(String from, String to) {
    if (originals.isEmpty()) {
      all.get().forEach(name -> originals.put(name, name));
    }
    String original = originals.remove(from.toLowerCase(Locale.ROOT));
    if (original == null) {
      return "No such command in rename-command";
    }
    String name = to.toLowerCase(Locale.ROOT);
    if (!name.isEmpty() && originals.putIfAbsent(name, original) != null) {
      return "Target command name already exists";
    }
    renamed.put(original, name);
    return null;
  }

  /** Takes over what another configuration has renamed. */
  void as(CommandNames other) {
    renamed.putAll(other.renamed);
    originals.putAll(other.originals);
  }

  /** What the command named {@code original} answers to, in lower case; empty for nothing. */
  public String now(String original) {
    return renamed.getOrDefault(original, original);
  }
}

package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Check;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All commands of a node, found by the bytes of what they are called in any case: an open-addressed
 * table that neither copies nor allocates on look-up. A command that was given another name
 * (rename-command) is found by that alone and has its own name in its row; one without any name is
 * not found.
 */
public final class CommandTable {
  private static final int SLOTS = 2048;

  private final @Nullable CommandSpec[] slots = new @Nullable CommandSpec[SLOTS];
  private final byte[][] names = new byte[SLOTS][];
  private final List<CommandSpec> all = new ArrayList<>();
  private final List<CommandSpec> withoutName = new ArrayList<>();

  /** The commands of these families under their own names; a name may occur once. */
  public CommandTable(List<Family> families) {
    this(families, name -> name);
  }

  /**
   * The commands of these families.
   *
   * @param names what the command of a name is called, in lower case; empty for nothing
   */
  public CommandTable(List<Family> families, UnaryOperator<String> names) {
    for (Family family : families) {
      for (CommandSpec spec : family.commands()) {
        String name = names.apply(spec.name());
        if (name.isEmpty()) {
          withoutName.add(spec);
        } else {
          add(Bytes.of(name), spec);
        }
      }
    }
  }

  private void add(byte[] name, CommandSpec spec) {
    Check.that(all.size() < SLOTS / 2, "command table is full");
    int slot = hash(name, 0, name.length);
    while (slots[slot] != null) {
      Check.that(!Bytes.same(names[slot], name, 0, name.length), "two commands named " + spec);
      slot = (slot + 1) & (SLOTS - 1);
    }
    slots[slot] = spec;
    names[slot] = name;
    all.add(spec);
  }

  /** The command that argument 0 names, or null. */
  public @Nullable CommandSpec find(Args args) {
    return find(args.data(), args.offset(0), args.length(0));
  }

  /** The row of a name as COMMAND LIST tells it, such as {@code config|get}; null for none. */
  public @Nullable CommandSpec row(String name) {
    int bar = name.indexOf('|');
    CommandSpec spec = find(bar < 0 ? name : name.substring(0, bar));
    if (spec == null || bar < 0) {
      return spec;
    }
    return spec.subcommand(Args.of(name.substring(0, bar), name.substring(bar + 1)));
  }

  /** The command of this name, in any case, or null. */
  public @Nullable CommandSpec find(String name) {
    byte[] bytes = Bytes.of(name.toLowerCase(Locale.ROOT));
    return find(bytes, 0, bytes.length);
  }

  private @Nullable CommandSpec find(byte[] buffer, int offset, int length) {
    int slot = hash(buffer, offset, length);
    while (true) {
      CommandSpec spec = slots[slot];
      if (spec == null || sameWord(names[slot], buffer, offset, length)) {
        return spec;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  /** All commands that can be found, in the order of their families. */
  public List<CommandSpec> all() {
    return List.copyOf(all);
  }

  /** The commands that cannot be found, as they have no name any more: rules still know them. */
  public List<CommandSpec> withoutName() {
    return List.copyOf(withoutName);
  }

  private static int hash(byte[] buffer, int offset, int length) {
    int h = length;
    for (int i = offset; i < offset + length; i++) {
      h = h * 31 + (buffer[i] | 0x20);
    }
    return (h ^ (h >>> 11)) & (SLOTS - 1);
  }

  private static boolean sameWord(byte[] lower, byte[] buffer, int offset, int length) {
    if (lower.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int c = buffer[offset + i];
      if (c >= 'A' && c <= 'Z') {
        c += 32;
      }
      if (c != lower[i]) {
        return false;
      }
    }
    return true;
  }
}

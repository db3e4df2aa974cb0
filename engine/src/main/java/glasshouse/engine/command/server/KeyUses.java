package glasshouse.engine.command.server;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import java.util.Arrays;
import java.util.List;

/**
 * Which arguments of a command are keys, and whether it reads or writes what they hold: what access
 * control asks. As Redis 7.0 finds them (getKeysFromCommandWithSpecs): by the specs of COMMAND
 * INFO, or when one of them does not fit the arguments, by the command itself, which then says
 * nothing of what it does but for a few.
 */
public final class KeyUses {
  /** Bit of {@link #rights}: the value, or something of it, is read. */
  public static final int READ = 1;

  /** Bit of {@link #rights}: the value is changed, made or deleted. */
  public static final int WRITE = 2;

  private static final int[] NONE = {};

  private KeyUses() {}

  /** The number of the argument. */
  public static int argument(int use) {
    return use >> 2;
  }

  /** Bits of {@link #READ} and {@link #WRITE}; none when only the key itself is looked at. */
  public static int rights(int use) {
    return use & 3;
  }

  /** The keys of a command, see {@link #argument} and {@link #rights}. */
  public static int[] of(CommandSpec spec, Args args) {
    List<KeySpec> specs = KeySpecs.of(spec.name());
    if (specs.isEmpty()) {
      return NONE;
    }
    if (specs.getFirst().variable()) {
      int rights = KeySpec.rights(KeySpecs.flags(spec.name(), 0, args));
      return with(spec.keyPositions(args), rights);
    }
    int[] found = new int[args.count()];
    int count = 0;
    for (KeySpec one : specs) {
      int first = one.first(args);
      if (!one.isKey() || (first == 0 && !one.unknown())) {
        continue;
      }
      int[] range = one.unknown() ? NONE : one.range(args, first);
      if (range.length == 0 || one.incomplete()) {
        return byCommand(spec, args);
      }
      for (int i = range[0]; i <= range[1]; i += range[2]) {
        found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
        found[count++] = i << 2 | one.rights();
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** As the command's own code finds its keys. */
  private static int[] byCommand(CommandSpec spec, Args args) {
    if (!spec.movableKeys()) {
      return NONE;
    }
    int[] uses = with(spec.keyPositions(args), ownRights(spec.name()));
    if (spec.name().equals("sort")) {
      for (int i = 1; i < uses.length; i++) {
        uses[i] = uses[i] & ~3 | WRITE;
      }
    }
    return uses;
  }

  private static int ownRights(String command) {
    return switch (command) {
      case "sort", "sort_ro" -> READ;
      case "migrate" -> READ | WRITE;
      default -> 0;
    };
  }

  private static int[] with(int[] positions, int rights) {
    int[] uses = new int[positions.length];
    for (int i = 0; i < uses.length; i++) {
      uses[i] = positions[i] << 2 | rights;
    }
    return uses;
  }
}

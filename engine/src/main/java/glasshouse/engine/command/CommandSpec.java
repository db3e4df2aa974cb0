package glasshouse.engine.command;

import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The row that says everything about a command; it stands directly above the command's handler.
 * From it come COMMAND, help, auto-complete, the support table, and the question 'is it a write'.
 *
 * <p>Built as a chain that ends in {@link #run}, or in {@link #container} for a command that only
 * holds subcommands.
 */
public final class CommandSpec {
  /** Runs a command. An {@link glasshouse.engine.resp.ErrorReply} it throws is its answer. */
  @FunctionalInterface
  public interface Handler {
    /** Reads arguments, changes data, writes exactly one reply (or none if it blocks). */
    void run(Call call);
  }

  /** Finds the positions of keys in arguments that {@link #keys} cannot describe. */
  @FunctionalInterface
  public interface KeyFinder {
    /** The argument numbers that are keys; empty when the arguments make no sense. */
    int[] positions(Args args);
  }

  private final String name;
  private final int arity;
  private int flags;
  private int firstKey;
  private int lastKey;
  private int keyStep;
  private @Nullable KeyFinder keyFinder;
  private String since = "";
  private String group = "";
  private String summary = "";
  private String grammar = "";
  private String complexity = "";
  private List<String> categories = List.of();
  private List<CommandSpec> subcommands = List.of();
  private @Nullable Handler handler;

  private CommandSpec(String name, int arity) {
    this.name = name;
    this.arity = arity;
  }

  /**
   * Starts a row.
   *
   * @param name in lower case; a subcommand is written {@code config|get}
   * @param arity number of arguments with the name (and the subcommand's name) counted; negative
   *     for 'at least'
   */
  public static CommandSpec of(String name, int arity) {
    return new CommandSpec(name, arity);
  }

  /** What it is and where it may run. */
  public CommandSpec flags(CommandFlag... set) {
    for (CommandFlag flag : set) {
      flags |= flag.bit;
    }
    return this;
  }

  /** Positions of keys: first, last (negative: counted from the end), distance. */
  public CommandSpec keys(int first, int last, int step) {
    firstKey = first;
    lastKey = last;
    keyStep = step;
    return this;
  }

  /** How to find keys that stand at no fixed place; implies {@link CommandFlag#MOVABLEKEYS}. */
  public CommandSpec keysBy(KeyFinder finder) {
    keyFinder = finder;
    return flags(CommandFlag.MOVABLEKEYS);
  }

  /** Keys whose number stands at argument {@code count} and which follow from {@code first} on. */
  public CommandSpec keysCounted(int count, int first) {
    return keysBy(args -> KeyPositions.counted(args, count, first));
  }

  /** The first Redis release that had it. */
  public CommandSpec since(String version) {
    since = version;
    return this;
  }

  /** The group as COMMAND DOCS names it: string, list, generic, server and so on. */
  public CommandSpec group(String name) {
    group = name;
    return this;
  }

  /** One sentence, in our own words, without a full stop. */
  public CommandSpec summary(String sentence) {
    summary = sentence;
    return this;
  }

  /** The arguments behind the name, in the words of {@link Grammar}. */
  public CommandSpec grammar(String text) {
    grammar = text;
    return this;
  }

  /** The cost, for example {@code O(1)}. */
  public CommandSpec complexity(String order) {
    complexity = order;
    return this;
  }

  /** ACL categories beyond those that follow from flags and group, without the at sign. */
  public CommandSpec categories(String... names) {
    categories = List.of(names);
    return this;
  }

  /** Ends the row of a command. */
  public CommandSpec run(Handler code) {
    handler = code;
    return this;
  }

  /** Ends the row of a command that has subcommands; they take its group unless they name one. */
  public CommandSpec container(CommandSpec... parts) {
    subcommands = List.of(parts);
    for (CommandSpec part : parts) {
      part.group = part.group.isEmpty() ? group : part.group;
    }
    return this;
  }

  /** Name in lower case; a subcommand's is {@code parent|child}. */
  public String name() {
    return name;
  }

  /** The name of the command itself: {@code get} of {@code config|get}. */
  public String lastName() {
    return name.substring(name.indexOf('|') + 1);
  }

  /** Number of arguments, negative for 'at least'. */
  public int arity() {
    return arity;
  }

  /** True when {@code count} arguments (the name counted) are acceptable. */
  public boolean accepts(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /** True when the flag is set. */
  public boolean is(CommandFlag flag) {
    return (flags & flag.bit) != 0;
  }

  /** All flags, in the order of the enum. */
  public List<CommandFlag> flags() {
    List<CommandFlag> all = new ArrayList<>();
    for (CommandFlag flag : CommandFlag.values()) {
      if (is(flag)) {
        all.add(flag);
      }
    }
    return all;
  }

  /** Position of the first key, 0 for none. */
  public int firstKey() {
    return firstKey;
  }

  /** Position of the last key, negative when counted from the end. */
  public int lastKey() {
    return lastKey;
  }

  /** Distance between keys. */
  public int keyStep() {
    return keyStep;
  }

  /** True when the arguments themselves say where the keys are. */
  public boolean movableKeys() {
    return keyFinder != null;
  }

  /** The positions of the keys in {@code args}. */
  public int[] keyPositions(Args args) {
    KeyFinder finder = keyFinder;
    return finder != null
        ? finder.positions(args)
        : KeyPositions.fixed(args, firstKey, lastKey, keyStep);
  }

  /** First release. */
  public String since() {
    return since;
  }

  /** Group. */
  public String group() {
    return group;
  }

  /** What it does. */
  public String summary() {
    return summary;
  }

  /** Its arguments. */
  public List<Argument> arguments() {
    return Grammar.parse(grammar);
  }

  /** Its cost. */
  public String complexity() {
    return complexity;
  }

  /** Extra ACL categories. */
  public List<String> categories() {
    return categories;
  }

  /** Subcommands, empty for a plain command. */
  public List<CommandSpec> subcommands() {
    return subcommands;
  }

  /** The subcommand that argument 1 names, or null. */
  public @Nullable CommandSpec subcommand(Args args) {
    for (CommandSpec part : subcommands) {
      if (args.count() > 1 && args.is(1, part.lastName().toUpperCase(Locale.ROOT))) {
        return part;
      }
    }
    return null;
  }

  /** The code, or null for a container. */
  public @Nullable Handler handler() {
    return handler;
  }

  @Override
  public String toString() {
    return name;
  }
}

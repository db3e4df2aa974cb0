package glasshouse.engine.command.acl;

import glasshouse.engine.base.Check;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.server.Categories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a node as rules speak of them: numbered, with their categories, by their own
 * names whatever clients have to call them.
 */
final class Catalogue {
  /** Commands with a number below this; the number itself stands for those to come. */
  static final int FUTURE = 1023;

  /**
   * A command or subcommand.
   *
   * @param number its own, below {@link #FUTURE}
   * @param categories without the at sign
   * @param parts its subcommands
   */
  record Row(CommandSpec spec, int number, List<String> categories, List<Row> parts) {
    boolean in(String category) {
      return categories.contains(category);
    }
  }

  private final List<Row> top = new ArrayList<>();
  private final Map<String, Row> byName = new LinkedHashMap<>();

  Catalogue(CommandTable table) {
    table.all().forEach(spec -> top.add(add(spec)));
    table.withoutName().forEach(spec -> top.add(add(spec)));
  }

  private Row add(CommandSpec spec) {
    Row row = new Row(spec, byName.size(), Categories.of(spec), new ArrayList<>());
    Check.that(row.number < FUTURE, "too many commands for a user's rules");
    byName.put(spec.name(), row);
    for (CommandSpec part : spec.subcommands()) {
      row.parts.add(add(part));
    }
    return row;
  }

  /** The commands, each with its subcommands. */
  List<Row> top() {
    return top;
  }

  /** Every command and subcommand. */
  Iterable<Row> all() {
    return byName.values();
  }

  /** The command of this name in any case, {@code config|get} for a subcommand; or null. */
  @Nullable Row find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  int number(CommandSpec spec) {
    return Objects.requireNonNull(byName.get(spec.name())).number;
  }

  /** True for the name of a category, in any case, without the at sign. */
  static boolean isCategory(String name) {
    return Categories.all().contains(name.toLowerCase(Locale.ROOT));
  }
}

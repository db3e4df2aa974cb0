package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Glob;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.Help;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** COMMAND and its subcommands: what the rows say, told to clients. */
final class CommandCommand {
  private final Supplier<CommandTable> table;

  CommandCommand(Supplier<CommandTable> table) {
    this.table = table;
  }

  private static CommandSpec row(String name, int arity, String since, String summary) {
    return CommandSpec.of("command|" + name, arity)
        .flags(LOADING, STALE)
        .since(since)
        .complexity("O(1)")
        .categories("connection")
        .summary(summary);
  }

  private final CommandSpec count =
      row("count", 2, "2.8.13", "How many commands there are").run(this::count);

  private void count(Call call) {
    call.reply().integer(table.get().all().size());
  }

  private final CommandSpec info =
      row("info", -2, "2.8.13", "Arity, flags, keys and categories of commands")
          .complexity("O(N) where N is the number of commands to look up")
          .grammar("[command-name...]")
          .run(this::info);

  private void info(Call call) {
    Args args = call.args();
    if (args.count() <= 2) {
      List<CommandSpec> all = table.get().all();
      call.reply().array(all.size());
      all.forEach(spec -> CommandReply.info(call.reply(), spec));
      return;
    }
    call.reply().array(args.count() - 2L);
    for (int i = 2; i < args.count(); i++) {
      CommandSpec spec = table.get().row(args.text(i));
      if (spec == null) {
        call.reply().nil();
      } else {
        CommandReply.info(call.reply(), spec);
      }
    }
  }

  private final CommandSpec docs =
      row("docs", -2, "7.0.0", "What commands are for")
          .complexity("O(N) where N is the number of commands to look up")
          .grammar("[command-name...]")
          .run(this::docs);

  private void docs(Call call) {
    List<CommandSpec> chosen = new ArrayList<>();
    for (int i = 2; i < call.args().count(); i++) {
      CommandSpec spec = table.get().row(call.args().text(i));
      if (spec != null) {
        chosen.add(spec);
      }
    }
    List<CommandSpec> shown = call.args().count() == 2 ? table.get().all() : chosen;
    call.reply().map(shown.size());
    shown.forEach(spec -> CommandReply.docs(call.reply(), spec));
  }

  private final CommandSpec list =
      row("list", -2, "7.0.0", "The names of commands")
          .complexity("O(N) where N is the total number of Redis commands")
          .grammar("[FILTERBY=filterby(MODULE=module-name|ACLCAT=category|PATTERN=pattern)]")
          .run(this::list);

  private void list(Call call) {
    Args args = call.args();
    Predicate<CommandSpec> filter;
    if (args.count() == 2) {
      filter = spec -> true;
    } else if (args.count() == 5 && args.is(2, "FILTERBY")) {
      filter = filter(args.text(3), args.text(4));
    } else {
      throw ErrorReply.syntax();
    }
    List<String> names = new ArrayList<>();
    for (CommandSpec spec : table.get().all()) {
      add(names, spec, filter);
      spec.subcommands().forEach(part -> add(names, part, filter));
    }
    call.reply().array(names.size());
    names.forEach(call.reply()::bulk);
  }

  private static void add(List<String> names, CommandSpec spec, Predicate<CommandSpec> filter) {
    if (filter.test(spec)) {
      names.add(spec.name());
    }
  }

  private static Predicate<CommandSpec> filter(String by, String what) {
    return switch (by.toUpperCase(Locale.ROOT)) {
      case "MODULE" -> spec -> false;
      case "ACLCAT" -> spec -> Categories.of(spec).contains(what.toLowerCase(Locale.ROOT));
      case "PATTERN" -> spec -> Glob.matchesIgnoringCase(what, spec.name());
      default -> throw ErrorReply.syntax();
    };
  }

  private final CommandSpec getKeys =
      row("getkeys", -4, "2.8.13", "Which arguments of a command are keys")
          .complexity("O(N) where N is the number of arguments to the command")
          .run(this::getKeys);

  private void getKeys(Call call) {
    Args inner = inner(call.args());
    int[] positions = positions(command(inner), inner);
    call.reply().array(positions.length);
    for (int position : positions) {
      call.reply().bulk(inner.bytes(position));
    }
  }

  private final CommandSpec getKeysAndFlags =
      row("getkeysandflags", -4, "7.0.0", "Which arguments are keys, and what becomes of them")
          .complexity("O(N) where N is the number of arguments to the command")
          .run(this::getKeysAndFlags);

  private void getKeysAndFlags(Call call) {
    Args inner = inner(call.args());
    CommandSpec spec = command(inner);
    int[] positions = positions(spec, inner);
    call.reply().array(positions.length);
    for (int i = 0; i < positions.length; i++) {
      call.reply().array(2);
      call.reply().bulk(inner.bytes(positions[i]));
      List<String> flags = KeySpecs.flags(spec.name(), i, inner);
      call.reply().set(flags.size());
      flags.forEach(call.reply()::simple);
    }
  }

  private static int[] positions(CommandSpec spec, Args inner) {
    int[] positions = spec.keyPositions(inner);
    if (positions.length == 0 && !spec.is(CommandFlag.NO_MANDATORY_KEYS)) {
      throw new ErrorReply("ERR Invalid arguments specified for command");
    }
    return positions;
  }

  private static Args inner(Args args) {
    byte[][] words = new byte[args.count() - 2][];
    for (int i = 0; i < words.length; i++) {
      words[i] = args.bytes(i + 2);
    }
    return Args.of(words);
  }

  private CommandSpec command(Args inner) {
    CommandSpec spec = table.get().find(inner);
    if (spec != null && !spec.subcommands().isEmpty()) {
      spec = spec.subcommand(inner);
    }
    if (spec == null) {
      throw new ErrorReply("ERR Invalid command specified");
    }
    if (spec.firstKey() == 0 && !spec.movableKeys()) {
      throw new ErrorReply("ERR The command has no key arguments");
    }
    if (!spec.accepts(inner.count())) {
      throw new ErrorReply("ERR Invalid number of arguments specified for command");
    }
    return spec;
  }

  private final CommandSpec help = row("help", 2, "5.0.0", "What COMMAND can do").run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }

  final CommandSpec spec =
      CommandSpec.of("command", -1)
          .flags(LOADING, STALE)
          .since("2.8.13")
          .group("server")
          .categories("connection")
          .complexity("O(N) where N is the total number of Redis commands")
          .summary("What is known of commands")
          .run(this::info)
          .container(count, docs, getKeys, getKeysAndFlags, info, list, help);
}

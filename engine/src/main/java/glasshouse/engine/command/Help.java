package glasshouse.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer of HELP subcommands, made from the rows: a line of syntax, a line of meaning. */
public final class Help {
  private Help() {}

  /** Answers what {@code container} can do. */
  public static void reply(Call call, CommandSpec container) {
    List<String> lines = new ArrayList<>();
    for (CommandSpec part : container.subcommands()) {
      String syntax = Argument.syntax(part.arguments());
      lines.add((part.lastName().toUpperCase(Locale.ROOT) + " " + syntax).strip());
      lines.add("    " + part.summary() + ".");
    }
    reply(call, container.name(), lines);
  }

  /** Answers these lines below the head that every HELP has. */
  public static void reply(Call call, String name, List<String> lines) {
    call.reply().array(lines.size() + 1L);
    call.reply()
        .simple(
            name.toUpperCase(Locale.ROOT)
                + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (String line : lines) {
      call.reply().simple(line);
    }
  }
}

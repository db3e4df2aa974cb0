package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer of HELP subcommands, made from the rows: a line of syntax, a line of meaning. */
public final class Help {
  private static final int NAME_SHOWN = 128;

  private Help() {}

  /** A subcommand has words that it does not take, or there is none of that name. */
  public static ErrorReply refusal(Args args) {
    String part = Bytes.untilNul(args.text(1));
    return new ErrorReply(
        "ERR unknown subcommand or wrong number of arguments for '"
            + part.substring(0, Math.min(NAME_SHOWN, part.length()))
            + "'. Try "
            + Bytes.untilNul(args.text(0)).toUpperCase(Locale.ROOT)
            + " HELP.");
  }

  /** Answers what {@code container} can do. */
  public static void reply(Call call, CommandSpec container) {
    List<String> lines = new ArrayList<>();
    for (CommandSpec part : container.subcommands()) {
      String syntax = Argument.syntax(part.arguments());
      lines.add((part.lastName().toUpperCase(Locale.ROOT) + " " + syntax).strip());
      lines.add("    " + part.summary() + ".");
    }
    reply(call, lines);
  }

  /** Answers these lines below the head that every HELP has. */
  public static void reply(Call call, List<String> lines) {
    call.reply().array(lines.size() + 1L);
    call.reply()
        .simple(
            Bytes.untilNul(call.args().text(0)).toUpperCase(Locale.ROOT)
                + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (String line : lines) {
      call.reply().simple(line);
    }
  }
}

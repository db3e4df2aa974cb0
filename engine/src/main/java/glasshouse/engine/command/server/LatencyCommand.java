package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.config.Config;
import glasshouse.engine.resp.ErrorReply;

/** LATENCY and its subcommands. No event is ever sampled, and each answer says just that. */
final class LatencyCommand {
  private final Config config;

  LatencyCommand(Config config) {
    this.config = config;
  }

  private static CommandSpec row(String name, int arity, String since, String summary) {
    return CommandSpec.of("latency|" + name, arity)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
        .since(since)
        .complexity("O(1)")
        .summary(summary);
  }

  private final CommandSpec latest =
      row("latest", 2, "2.8.13", "The newest sample of each event")
          .run(call -> call.reply().array(0));

  private final CommandSpec history =
      row("history", 3, "2.8.13", "All samples of an event")
          .grammar("event")
          .run(call -> call.reply().array(0));

  private final CommandSpec graph =
      row("graph", 3, "2.8.13", "The samples of an event as a picture of characters")
          .grammar("event")
          .run(LatencyCommand::graph);

  private static void graph(Call call) {
    throw new ErrorReply("ERR No samples available for event '" + call.args().text(2) + "'");
  }

  private final CommandSpec histogram =
      row("histogram", -2, "7.0.0", "How long commands took, as counts by duration")
          .complexity(
              "O(N) where N is the number of commands with latency information being"
                  + " retrieved.")
          .grammar("[command [command ...]]")
          .run(call -> call.reply().map(0));

  private final CommandSpec doctor =
      row("doctor", 2, "2.8.13", "What the samples mean, in words").run(this::doctor);

  private void doctor(Call call) {
    String words =
        config.server.latencyThreshold.value() == 0
            ? "Latency monitoring is off; CONFIG SET latency-monitor-threshold <milliseconds> turns"
                + " it on.\n"
            : "No latency spike was observed so far.\n";
    call.reply().verbatim("txt", Bytes.of(words));
  }

  private final CommandSpec reset =
      row("reset", -2, "2.8.13", "Forget the samples of events, or of all")
          .grammar("[event [event ...]]")
          .run(call -> call.reply().integer(0));

  private final CommandSpec help =
      CommandSpec.of("latency|help", 2)
          .flags(LOADING, STALE)
          .since("2.8.13")
          .complexity("O(1)")
          .summary("What LATENCY can do")
          .run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }

  final CommandSpec spec =
      CommandSpec.of("latency", -2)
          .since("2.8.13")
          .group("server")
          .complexity("Depends on subcommand.")
          .summary("Events that took long")
          .container(doctor, graph, histogram, history, latest, reset, help);
}

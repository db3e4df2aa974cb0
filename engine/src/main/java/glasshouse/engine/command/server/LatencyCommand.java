package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.Help;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** LATENCY and its subcommands. */
final class LatencyCommand {
  private final LatencyDoor door;
  private final Supplier<CommandTable> table;

  LatencyCommand(LatencyDoor door, Supplier<CommandTable> table) {
    this.door = door;
    this.table = table;
  }

  private static CommandSpec row(String name, int arity, String since, String summary) {
    return CommandSpec.of("latency|" + name, arity)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
        .since(since)
        .complexity("O(1)")
        .summary(summary);
  }

  private final CommandSpec latest =
      row("latest", 2, "2.8.13", "The newest sample of each event").run(this::latest);

  private void latest(Call call) {
    Map<String, LatencyLog.Series> events = door.log().events();
    call.reply().array(events.size());
    events.forEach(
        (event, series) -> {
          call.reply().array(4);
          call.reply().bulk(event);
          call.reply().integer(series.newest().time());
          call.reply().integer(series.newest().took());
          call.reply().integer(series.worst);
        });
  }

  private final CommandSpec history =
      row("history", 3, "2.8.13", "All samples of an event").grammar("event").run(this::history);

  private void history(Call call) {
    LatencyLog.Series series = door.log().find(call.args().text(2));
    if (series == null) {
      call.reply().array(0);
      return;
    }
    call.reply().array(series.samples.size());
    for (LatencyLog.Sample sample : series.samples) {
      call.reply().array(2);
      call.reply().integer(sample.time());
      call.reply().integer(sample.took());
    }
  }

  private final CommandSpec graph =
      row("graph", 3, "2.8.13", "The samples of an event as a picture of characters")
          .grammar("event")
          .run(this::graph);

  private void graph(Call call) {
    String event = call.args().text(2);
    LatencyLog.Series series = door.log().find(event);
    if (series == null) {
      throw new ErrorReply("ERR No samples available for event '" + Bytes.untilNul(event) + "'");
    }
    call.reply().verbatim("txt", Bytes.of(LatencyGraph.of(event, series, call.now())));
  }

  private final CommandSpec histogram =
      row("histogram", -2, "7.0.0", "How long commands took, as counts by duration")
          .complexity(
              "O(N) where N is the number of commands with latency information being"
                  + " retrieved.")
          .grammar("[command...]")
          .run(this::histogram);

  private void histogram(Call call) {
    Set<CommandSpec> wanted = wanted(call.args());
    Map<CommandSpec, LatencyHistogram> found = new LinkedHashMap<>();
    door.durations(
        (command, histogram) -> {
          if (wanted.isEmpty() ? call.args().count() == 2 : wanted.contains(command)) {
            found.put(command, histogram);
          }
        });
    ReplyWriter reply = call.reply();
    reply.map(found.size());
    found.forEach(
        (command, histogram) -> {
          reply.bulk(command.name());
          reply.map(2);
          reply.bulk("calls");
          reply.integer(histogram.total());
          reply.bulk("histogram_usec");
          reply.map(histogram.levels((_, _) -> {}));
          histogram.levels(
              (micros, runs) -> {
                reply.integer(micros);
                reply.integer(runs);
              });
        });
  }

  /** The commands that are named, those that have subcommands with all of these. */
  private Set<CommandSpec> wanted(Args args) {
    Set<CommandSpec> wanted = new LinkedHashSet<>();
    for (int i = 2; i < args.count(); i++) {
      CommandSpec named = table.get().row(args.text(i));
      if (named != null) {
        wanted.add(named);
        wanted.addAll(named.subcommands());
      }
    }
    return wanted;
  }

  private final CommandSpec doctor =
      row("doctor", 2, "2.8.13", "What the samples mean, in words").run(this::doctor);

  private void doctor(Call call) {
    call.reply().verbatim("txt", Bytes.of(LatencyAdvice.of(door.log(), call.now())));
  }

  private final CommandSpec reset =
      row("reset", -2, "2.8.13", "Forget the samples of events, or of all")
          .grammar("[event...]")
          .run(this::reset);

  private void reset(Call call) {
    Map<String, LatencyLog.Series> events = door.log().events();
    int before = events.size();
    if (call.args().count() == 2) {
      events.clear();
    }
    for (int i = 2; i < call.args().count(); i++) {
      events.remove(call.args().text(i));
    }
    call.reply().integer(before - events.size());
  }

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

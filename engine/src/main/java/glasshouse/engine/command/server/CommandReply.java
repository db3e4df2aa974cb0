package glasshouse.engine.command.server;

import glasshouse.engine.command.Argument;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;

/** A row as COMMAND INFO and COMMAND DOCS answer it. */
final class CommandReply {
  private CommandReply() {}

  static void info(ReplyWriter reply, CommandSpec spec) {
    reply.array(10);
    reply.bulk(spec.name());
    reply.integer(spec.arity());
    List<CommandFlag> flags = spec.flags().stream().filter(CommandFlag::shown).toList();
    words(reply, flags.stream().map(CommandFlag::word).toList());
    reply.integer(spec.firstKey());
    reply.integer(spec.lastKey());
    reply.integer(spec.keyStep());
    words(reply, Categories.of(spec).stream().map(name -> "@" + name).toList());
    List<String> tips = Tips.of(spec.name());
    reply.set(tips.size());
    tips.forEach(reply::bulk);
    KeySpecs.reply(reply, spec.name());
    reply.set(spec.subcommands().size());
    spec.subcommands().forEach(part -> info(reply, part));
  }

  static void docs(ReplyWriter reply, CommandSpec spec) {
    List<PastForms.Successor> successor = PastForms.successor(spec.name());
    List<PastForms.Change> history = PastForms.history(spec.name());
    List<Argument> arguments = spec.arguments();
    boolean flagged = !successor.isEmpty() || PastForms.isSystem(spec.name());
    boolean container = !spec.subcommands().isEmpty();
    reply.bulk(spec.name());
    reply.map(
        3
            + (spec.complexity().isEmpty() ? 0 : 1)
            + (flagged ? 1 : 0)
            + (successor.isEmpty() ? 0 : 2)
            + (history.isEmpty() ? 0 : 1)
            + (arguments.isEmpty() ? 0 : 1)
            + (container ? 1 : 0));
    pair(reply, "summary", spec.summary());
    pair(reply, "since", spec.since());
    pair(reply, "group", spec.group());
    pair(reply, "complexity", spec.complexity());
    if (flagged) {
      reply.bulk("doc_flags");
      words(reply, List.of(successor.isEmpty() ? "syscmd" : "deprecated"));
    }
    for (PastForms.Successor next : successor) {
      pair(reply, "deprecated_since", next.since());
      pair(reply, "replaced_by", next.use());
    }
    past(reply, history);
    if (!arguments.isEmpty()) {
      reply.bulk("arguments");
      arguments(reply, arguments);
    }
    if (container) {
      reply.bulk("subcommands");
      reply.map(spec.subcommands().size());
      spec.subcommands().forEach(part -> docs(reply, part));
    }
  }

  private static void past(ReplyWriter reply, List<PastForms.Change> history) {
    if (!history.isEmpty()) {
      reply.bulk("history");
      reply.set(history.size());
    }
    for (PastForms.Change change : history) {
      reply.array(2);
      reply.bulk(change.release());
      reply.bulk(change.what());
    }
  }

  private static void arguments(ReplyWriter reply, List<Argument> arguments) {
    reply.array(arguments.size());
    for (Argument argument : arguments) {
      argument(reply, argument);
    }
  }

  private static void argument(ReplyWriter reply, Argument argument) {
    String token = argument.token();
    List<String> flags = argument.flags();
    boolean keyed = argument.keyed();
    boolean parts = !argument.parts().isEmpty();
    reply.map(
        2
            + (keyed ? 1 : 0)
            + (token == null ? 0 : 1)
            + (argument.since().isEmpty() ? 0 : 1)
            + (argument.deprecatedSince().isEmpty() ? 0 : 1)
            + (flags.isEmpty() ? 0 : 1)
            + (parts ? 1 : 0));
    pair(reply, "name", argument.name());
    pair(reply, "type", argument.type());
    if (keyed) {
      reply.bulk("key_spec_index");
      reply.integer(argument.keySpec());
    }
    if (token != null) {
      reply.bulk("token");
      reply.bulk(token);
    }
    pair(reply, "since", argument.since());
    pair(reply, "deprecated_since", argument.deprecatedSince());
    if (!flags.isEmpty()) {
      reply.bulk("flags");
      words(reply, flags);
    }
    if (parts) {
      reply.bulk("arguments");
      arguments(reply, argument.parts());
    }
  }

  private static void words(ReplyWriter reply, List<String> words) {
    reply.set(words.size());
    words.forEach(reply::simple);
  }

  /** Answers a field unless it is empty. */
  private static void pair(ReplyWriter reply, String name, String value) {
    if (!value.isEmpty()) {
      reply.bulk(name);
      reply.bulk(value);
    }
  }
}

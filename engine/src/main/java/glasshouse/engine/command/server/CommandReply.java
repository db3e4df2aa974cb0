package glasshouse.engine.command.server;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;

/** A row as COMMAND INFO and COMMAND DOCS answer it. */
final class CommandReply {
  /** Flags that steer the node but that COMMAND does not show. */
  private static final List<CommandFlag> HIDDEN =
      List.of(CommandFlag.MAY_REPLICATE, CommandFlag.RANDOM, CommandFlag.SORT_FOR_SCRIPT);

  private CommandReply() {}

  static void info(ReplyWriter reply, CommandSpec spec) {
    reply.array(10);
    reply.bulk(spec.name());
    reply.integer(spec.arity());
    List<CommandFlag> flags = spec.flags().stream().filter(flag -> !HIDDEN.contains(flag)).toList();
    reply.set(flags.size());
    flags.forEach(flag -> reply.simple(flag.word()));
    reply.integer(spec.firstKey());
    reply.integer(spec.lastKey());
    reply.integer(spec.keyStep());
    List<String> categories = Categories.of(spec);
    reply.set(categories.size());
    categories.forEach(category -> reply.simple("@" + category));
    reply.set(0);
    KeySpecs.reply(reply, spec.name());
    reply.set(spec.subcommands().size());
    spec.subcommands().forEach(part -> info(reply, part));
  }

  static void docs(ReplyWriter reply, CommandSpec spec) {
    boolean container = !spec.subcommands().isEmpty();
    boolean syntax = !spec.grammar().isEmpty();
    reply.bulk(spec.name());
    reply.map(4 + (syntax ? 1 : 0) + (container ? 1 : 0));
    pair(reply, "summary", spec.summary());
    pair(reply, "since", spec.since());
    pair(reply, "group", spec.group());
    pair(reply, "complexity", spec.complexity());
    if (syntax) {
      reply.bulk("arguments");
      CommandGrammar.reply(reply, spec.grammar());
    }
    if (container) {
      reply.bulk("subcommands");
      reply.map(spec.subcommands().size());
      spec.subcommands().forEach(part -> docs(reply, part));
    }
  }

  private static void pair(ReplyWriter reply, String name, String value) {
    reply.bulk(name);
    reply.bulk(value);
  }
}

package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** XINFO: what a stream, its groups and their consumers are like. */
final class InfoCommand {
  private static final int KEY = 2;
  private static final int USUAL_COUNT = 10;

  private InfoCommand() {}

  private static CommandSpec row(String part, int arity) {
    return CommandSpec.of("xinfo|" + part, arity)
        .flags(READONLY)
        .keys(KEY, KEY, 1)
        .since("5.0.0")
        .complexity("O(1)");
  }

  private static final CommandSpec STREAM =
      row("stream", -3)
          .summary("Length, nodes and ids of a stream, or all of it")
          .grammar("key [FULL=full([COUNT=count])]")
          .run(InfoCommand::stream);

  private static void stream(Call call) {
    StreamValue stream = stream(call, KEY);
    Args args = call.args();
    int words = args.count() - 3;
    if (words == 0) {
      StreamInfo.summary(call.reply(), stream);
      return;
    }
    if (words != 1 && words != 3 || !args.is(3, "FULL") || words == 3 && !args.is(4, "COUNT")) {
      throw Help.refusal(args);
    }
    long count = words == 3 ? args.longAt(5) : USUAL_COUNT;
    StreamInfo.full(call.reply(), stream, count < 0 ? USUAL_COUNT : count);
  }

  private static final CommandSpec GROUPS =
      row("groups", 3).summary("The groups of a stream").grammar("key").run(InfoCommand::groups);

  private static void groups(Call call) {
    StreamValue stream = stream(call, KEY);
    ReplyWriter reply = call.reply();
    reply.array(stream.groups().size());
    for (StreamGroup group : stream.groups()) {
      reply.map(6);
      reply.bulk("name");
      reply.bulk(group.name());
      reply.bulk("consumers");
      reply.integer(group.consumers().size());
      reply.bulk("pending");
      reply.integer(group.pending().size());
      StreamInfo.progress(reply, stream, group);
    }
  }

  private static final CommandSpec CONSUMERS =
      row("consumers", 4)
          .summary("The consumers of a group")
          .grammar("key groupname")
          .run(InfoCommand::consumers);

  private static void consumers(Call call) {
    StreamGroup group = stream(call, KEY).group(call.args().bytes(3));
    if (group == null) {
      throw Words.noGroupIn(call.args(), KEY, 3);
    }
    ReplyWriter reply = call.reply();
    reply.array(group.consumers().size());
    for (StreamConsumer consumer : group.consumers()) {
      reply.map(3);
      reply.bulk("name");
      reply.bulk(consumer.name());
      reply.bulk("pending");
      reply.integer(consumer.pending().size());
      reply.bulk("idle");
      reply.integer(Math.max(0, call.now() - consumer.seenAt()));
    }
  }

  private static final CommandSpec HELP =
      CommandSpec.of("xinfo|help", 2)
          .flags(LOADING, STALE)
          .since("5.0.0")
          .complexity("O(1)")
          .summary("What XINFO can do")
          .run(InfoCommand::help);

  private static void help(Call call) {
    Help.reply(call, InfoCommand.XINFO);
  }

  static final CommandSpec XINFO =
      CommandSpec.of("xinfo", -2)
          .since("5.0.0")
          .group("stream")
          .complexity("Depends on subcommand")
          .summary("What streams, groups and consumers are like")
          .container(STREAM, GROUPS, CONSUMERS, HELP);

  private static StreamValue stream(Call call, int key) {
    StreamValue stream = call.read(key, StreamValue.class);
    if (stream == null) {
      throw new ErrorReply("ERR no such key");
    }
    return stream;
  }
}

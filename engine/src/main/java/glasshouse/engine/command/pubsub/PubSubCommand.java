package glasshouse.engine.command.pubsub;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.PUBSUB;
import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;

/** PUBSUB: who waits for what. */
final class PubSubCommand {
  private static final byte[] ANY = Bytes.of("*");

  private final PubSub registry;

  PubSubCommand(PubSub registry) {
    this.registry = registry;
  }

  CommandSpec row() {
    return CommandSpec.of("pubsub", -2)
        .group("pubsub")
        .since("2.8.0")
        .complexity("depends on the subcommand")
        .summary("Look at channels and their subscribers")
        .container(
            part("channels", -2, "2.8.0")
                .complexity("O(N) for N channels")
                .summary("Name the channels that have subscribers")
                .grammar("[pattern]")
                .run(call -> names(call, Topic.CHANNEL)),
            part("numpat", 2, "2.8.0")
                .complexity("O(1)")
                .summary("Count the patterns that have subscribers")
                .run(call -> call.reply().integer(registry.patterns())),
            part("numsub", -2, "2.8.0")
                .complexity("O(N) for N channels asked for")
                .summary("Count the subscribers of channels, those of patterns not included")
                .grammar("[channel...]")
                .run(call -> count(call, Topic.CHANNEL)),
            part("shardchannels", -2, "7.0.0")
                .complexity("O(N) for N shard channels")
                .summary("Name the shard channels that have subscribers")
                .grammar("[pattern]")
                .run(call -> names(call, Topic.SHARD)),
            part("shardnumsub", -2, "7.0.0")
                .complexity("O(N) for N shard channels asked for")
                .summary("Count the subscribers of shard channels")
                .grammar("[shardchannel...]")
                .run(call -> count(call, Topic.SHARD)),
            CommandSpec.of("pubsub|help", 2)
                .flags(LOADING, STALE)
                .since("6.2.0")
                .complexity("O(1)")
                .summary("List the subcommands")
                .run(call -> Help.reply(call, row())));
  }

  private static CommandSpec part(String name, int arity, String since) {
    return CommandSpec.of("pubsub|" + name, arity)
        .flags(PUBSUB, LOADING, STALE, RANDOM)
        .since(since);
  }

  private void names(Call call, Topic topic) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Help.refusal(args);
    }
    List<byte[]> names = registry.names(topic, args.count() == 3 ? args.bytes(2) : ANY);
    call.reply().array(names.size());
    for (byte[] name : names) {
      call.reply().bulk(name);
    }
  }

  private void count(Call call, Topic topic) {
    Args args = call.args();
    ReplyWriter reply = call.reply();
    reply.array((args.count() - 2) * 2L);
    for (int i = 2; i < args.count(); i++) {
      byte[] name = args.bytes(i);
      reply.bulk(name);
      reply.integer(registry.subscribers(topic, name));
    }
  }
}

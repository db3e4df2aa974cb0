package glasshouse.engine.command.pubsub;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.MAY_REPLICATE;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.PUBSUB;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;

/** Subscribing, and sending messages; looking at the registry is in {@link PubSubCommand}. */
public final class PubSubFamily implements Family {
  private final PubSub registry;

  /** The commands on this registry. */
  public PubSubFamily(PubSub registry) {
    this.registry = registry;
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(
        subscribe(),
        unsubscribe(),
        psubscribe(),
        punsubscribe(),
        ssubscribe(),
        sunsubscribe(),
        publish(),
        spublish(),
        new PubSubCommand(registry).row());
  }

  private CommandSpec subscribe() {
    return row("subscribe", -2)
        .since("2.0.0")
        .complexity("O(N) for N channels")
        .summary("Receive the messages of channels from now on")
        .grammar("channel...")
        .run(call -> subscribe(call, Topic.CHANNEL));
  }

  private CommandSpec psubscribe() {
    return row("psubscribe", -2)
        .since("2.0.0")
        .complexity("O(N) for N patterns of the client")
        .summary("Receive the messages of all channels whose names match patterns from now on")
        .grammar("(pattern)...")
        .run(call -> subscribe(call, Topic.PATTERN));
  }

  private CommandSpec ssubscribe() {
    return row("ssubscribe", -2)
        .keys(1, -1, 1)
        .since("7.0.0")
        .complexity("O(N) for N shard channels")
        .summary("Receive the messages of shard channels from now on")
        .grammar("shardchannel...")
        .run(call -> subscribe(call, Topic.SHARD));
  }

  private void subscribe(Call call, Topic topic) {
    if (topic == Topic.SHARD && !call.mayBlock()) {
      throw new ErrorReply("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client");
    }
    Args args = call.args();
    for (int i = 1; i < args.count(); i++) {
      byte[] name = args.bytes(i);
      registry.subscribe(call.client(), topic, name);
      confirm(call, topic, topic.subscribe, name);
    }
  }

  private CommandSpec unsubscribe() {
    return row("unsubscribe", -1)
        .since("2.0.0")
        .complexity("O(N) for N subscribers of a channel")
        .summary("Receive the messages of these channels, or of all, no more")
        .grammar("[channel...]")
        .run(call -> unsubscribe(call, Topic.CHANNEL));
  }

  private CommandSpec punsubscribe() {
    return row("punsubscribe", -1)
        .since("2.0.0")
        .complexity("O(N+M) for N patterns of the client and M in the node")
        .summary("Receive the messages of channels that match these patterns, or any, no more")
        .grammar("[pattern...]")
        .run(call -> unsubscribe(call, Topic.PATTERN));
  }

  private CommandSpec sunsubscribe() {
    return row("sunsubscribe", -1)
        .keys(1, -1, 1)
        .since("7.0.0")
        .complexity("O(N) for N subscribers of a shard channel")
        .summary("Receive the messages of these shard channels, or of all, no more")
        .grammar("[shardchannel...]")
        .run(call -> unsubscribe(call, Topic.SHARD));
  }

  private void unsubscribe(Call call, Topic topic) {
    Args args = call.args();
    Client client = call.client();
    for (int i = 1; i < args.count(); i++) {
      leave(call, topic, args.bytes(i));
    }
    if (args.count() == 1) {
      List<byte[]> all = List.copyOf(topic.of(client.subscriptions()));
      for (byte[] name : all) {
        leave(call, topic, name);
      }
      if (all.isEmpty()) {
        ReplyWriter reply = registry.confirmation(client);
        reply.push(3);
        reply.bulk(topic.unsubscribe);
        reply.nil();
        reply.integer(topic.count(client.subscriptions()));
      }
    }
  }

  private void leave(Call call, Topic topic, byte[] name) {
    registry.unsubscribe(call.client(), topic, name);
    confirm(call, topic, topic.unsubscribe, name);
  }

  private void confirm(Call call, Topic topic, byte[] what, byte[] name) {
    ReplyWriter reply = registry.confirmation(call.client());
    reply.push(3);
    reply.bulk(what);
    reply.bulk(name);
    reply.integer(topic.count(call.client().subscriptions()));
  }

  private CommandSpec publish() {
    return CommandSpec.of("publish", 3)
        .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .group("pubsub")
        .since("2.0.0")
        .complexity("O(N+M) for N subscribers of the channel and M patterns")
        .summary("Send a message to a channel")
        .grammar("channel message")
        .run(this::publish);
  }

  private void publish(Call call) {
    Args args = call.args();
    call.reply().integer(registry.publish(args.bytes(1), args.bytes(2)));
    call.replicateToReplicas();
  }

  private CommandSpec spublish() {
    return CommandSpec.of("spublish", 3)
        .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .keys(1, 1, 1)
        .group("pubsub")
        .since("7.0.0")
        .complexity("O(N) for N subscribers of the shard channel")
        .summary("Send a message to a shard channel")
        .grammar("shardchannel message")
        .run(this::publishToShard);
  }

  private void publishToShard(Call call) {
    Args args = call.args();
    call.reply().integer(registry.publishToShard(args.bytes(1), args.bytes(2)));
    call.replicateToReplicas();
  }

  private static CommandSpec row(String name, int arity) {
    return CommandSpec.of(name, arity).flags(PUBSUB, NOSCRIPT, LOADING, STALE).group("pubsub");
  }
}

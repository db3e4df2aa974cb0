package glasshouse.engine.command.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Client;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.resp.ReplyWriter;
import org.junit.jupiter.api.Test;

/** Who gets which messages, in which order and form. */
class PubSubTest {
  private final Keyspace keyspace = new Keyspace(1, new ValueRules(1));
  private final ByteBuilder sent = new ByteBuilder(64);
  private final PubSub registry = new PubSub(this::push);
  private final Client first = new Client(1, keyspace.database(0));
  private final Client second = new Client(2, keyspace.database(0));

  private ReplyWriter push(Client client) {
    sent.latin(client.id() + ": ");
    return new ReplyWriter(sent, client.protocol());
  }

  @Test
  void channelsComeBeforePatternsAndTheLongestSubscribedFirst() {
    second.protocol(3);
    subscribe(first, Topic.PATTERN, "n*");
    subscribe(second, Topic.CHANNEL, "news");
    subscribe(first, Topic.CHANNEL, "news");
    subscribe(second, Topic.PATTERN, "[mn]ews");
    assertThat(registry.publish(Bytes.of("news"), Bytes.of("hi"))).isEqualTo(4);
    assertThat(sent.toString().replace("\r\n", " "))
        .isEqualTo(
            "2: >3 $7 message $4 news $2 hi "
                + "1: *3 $7 message $4 news $2 hi "
                + "2: >4 $8 pmessage $7 [mn]ews $4 news $2 hi "
                + "1: *4 $8 pmessage $2 n* $4 news $2 hi ");
  }

  @Test
  void shardChannelsAreAWorldOfTheirOwn() {
    subscribe(first, Topic.SHARD, "news");
    assertThat(registry.publish(Bytes.of("news"), Bytes.of("hi"))).isZero();
    assertThat(registry.publishToShard(Bytes.of("news"), Bytes.of("hi"))).isEqualTo(1);
    assertThat(sent.toString()).contains("smessage");
    assertThat(Topic.CHANNEL.count(first.subscriptions())).isZero();
    assertThat(Topic.SHARD.count(first.subscriptions())).isEqualTo(1);
  }

  @Test
  void subscribingTwiceIsSubscribingOnce() {
    subscribe(first, Topic.CHANNEL, "a");
    subscribe(first, Topic.CHANNEL, "a");
    assertThat(registry.subscribers(Topic.CHANNEL, Bytes.of("a"))).isEqualTo(1);
    registry.unsubscribe(first, Topic.CHANNEL, Bytes.of("a"));
    registry.unsubscribe(first, Topic.CHANNEL, Bytes.of("a"));
    assertThat(registry.channels()).isZero();
    assertThat(first.subscriptions().active()).isFalse();
  }

  @Test
  void whoIsGoneLeavesNothingBehind() {
    subscribe(first, Topic.CHANNEL, "a");
    subscribe(first, Topic.CHANNEL, "b");
    subscribe(first, Topic.PATTERN, "*");
    subscribe(first, Topic.SHARD, "s");
    subscribe(second, Topic.CHANNEL, "b");
    registry.leave(first);
    assertThat(first.subscriptions().active()).isFalse();
    assertThat(registry.channels()).isEqualTo(1);
    assertThat(registry.patterns()).isZero();
    assertThat(registry.shardChannels()).isZero();
    assertThat(registry.publish(Bytes.of("b"), Bytes.of("hi"))).isEqualTo(1);
    assertThat(sent.toString()).startsWith("2: ");
  }

  @Test
  void namesAreListedInTheOrderOfTheirBytes() {
    subscribe(first, Topic.CHANNEL, "b");
    subscribe(first, Topic.CHANNEL, "\u00ff");
    subscribe(second, Topic.CHANNEL, "a");
    assertThat(registry.names(Topic.CHANNEL, Bytes.of("*")).stream().map(Bytes::text))
        .containsExactly("a", "b", "\u00ff");
    assertThat(registry.names(Topic.CHANNEL, Bytes.of("[ab]"))).hasSize(2);
  }

  private void subscribe(Client client, Topic topic, String name) {
    registry.subscribe(client, topic, Bytes.of(name));
  }
}

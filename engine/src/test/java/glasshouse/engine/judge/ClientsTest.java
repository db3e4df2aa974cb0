package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;

/** Jedis and Lettuce work with our node, in both protocols. */
class ClientsTest {
  @TempDir Path directory;
  private LiveServer server;

  @BeforeEach
  void start() {
    server = LiveServer.start(directory);
  }

  @AfterEach
  void end() {
    server.close();
  }

  /** The system's own table of connections tells which of them have a keepalive timer. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemAsksSilentPeersWhetherTheyAreThere() throws Exception {
    try (Talk talk = server.talk()) {
      assertThat(talk.line("PING")).isEqualTo("+PONG");
      String ourEnd = "%04X".formatted(server.port());
      String established = "01";
      String keepAlive = "02:";
      List<String[]> ends =
          Stream.of("/proc/net/tcp", "/proc/net/tcp6")
              .flatMap(ClientsTest::lines)
              .map(line -> line.strip().split(" +"))
              .filter(words -> words[1].endsWith(":" + ourEnd) && words[3].equals(established))
              .toList();
      assertThat(ends).isNotEmpty().allMatch(words -> words[5].startsWith(keepAlive));
    }
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Jedis connect(RedisProtocol protocol) {
    return new Jedis(
        new HostAndPort("127.0.0.1", server.port()),
        DefaultJedisClientConfig.builder().protocol(protocol).build());
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void jedis(RedisProtocol protocol) throws Exception {
    try (Jedis client = connect(protocol);
        Jedis other = connect(protocol)) {
      client.hset("hash", Map.of("a", "1", "b", "2"));
      assertThat(client.hgetAll("hash")).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
      client.sadd("set", "x", "y");
      assertThat(client.smembers("set")).containsOnly("x", "y");
      client.zadd("zset", Map.of("m", 1.5, "n", 2.0));
      assertThat(client.zscore("zset", "m")).isEqualTo(1.5);
      assertThat(client.zrangeWithScores("zset", 0, -1)).hasSize(2);
      Pipeline pipeline = client.pipelined();
      List<Response<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        counts.add(pipeline.incr("counter"));
      }
      pipeline.sync();
      assertThat(counts.getLast().get()).isEqualTo(1000);
      Transaction transaction = client.multi();
      transaction.set("t", "1");
      Response<Long> two = transaction.incr("t");
      assertThat(transaction.exec()).hasSize(2);
      assertThat(two.get()).isEqualTo(2);
      client.watch("t");
      other.set("t", "5");
      Transaction lost = client.multi();
      lost.incr("t");
      assertThat(lost.exec()).isNull();
      blocking(client, other);
      assertThat(client.eval("return {KEYS[1], 7}", 1, "k")).isEqualTo(List.of("k", 7L));
    }
    pubsub(protocol);
  }

  private static void blocking(Jedis client, Jedis other) {
    CompletableFuture<List<String>> popped =
        CompletableFuture.supplyAsync(() -> client.blpop(10, "queue"));
    other.rpush("queue", "element");
    assertThat(popped.join()).containsExactly("queue", "element");
  }

  private void pubsub(RedisProtocol protocol) throws Exception {
    Queue<String> got = new ConcurrentLinkedQueue<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onMessage(String channel, String message) {
            got.add(channel + "=" + message);
            unsubscribe();
          }
        };
    try (Jedis subscriber = connect(protocol);
        Jedis publisher = connect(protocol)) {
      CompletableFuture<Void> listening =
          CompletableFuture.runAsync(() -> subscriber.subscribe(listener, "news"));
      await().atMost(Duration.ofSeconds(10)).until(() -> publisher.publish("news", "hello") == 1);
      listening.get(10, TimeUnit.SECONDS);
      assertThat(got).containsExactly("news=hello");
      assertThat(subscriber.ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void lettuce(ProtocolVersion protocol) throws Exception {
    RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    try {
      client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
      try (StatefulRedisConnection<String, String> connection = client.connect()) {
        exercise(connection);
      }
      Queue<String> got = new ConcurrentLinkedQueue<>();
      try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub();
          StatefulRedisConnection<String, String> publisher = client.connect()) {
        listening.addListener(
            new RedisPubSubAdapter<>() {
              @Override
              public void message(String pattern, String channel, String message) {
                got.add(pattern + " " + channel + " " + message);
              }
            });
        listening.sync().psubscribe("n*");
        assertThat(publisher.sync().publish("news", "hello")).isEqualTo(1);
        await().atMost(Duration.ofSeconds(10)).until(() -> got.contains("n* news hello"));
      }
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private static void exercise(StatefulRedisConnection<String, String> connection)
      throws Exception {
    RedisCommands<String, String> commands = connection.sync();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("a", "1");
    fields.put("b", "2");
    commands.hset("lettuce", fields);
    assertThat(commands.hgetall("lettuce")).isEqualTo(fields);
    commands.zadd("z", 2.5, "m");
    assertThat(commands.zscore("z", "m")).isEqualTo(2.5);
    commands.sadd("s", "x", "y");
    assertThat(commands.smembers("s")).containsOnly("x", "y");
    assertThat(commands.info("server")).contains("redis_version:7.0.15");
    commands.multi();
    commands.set("t", "1");
    commands.incr("t");
    assertThat(commands.exec().stream().toList()).containsExactly("OK", 2L);
    RedisAsyncCommands<String, String> async = connection.async();
    connection.setAutoFlushCommands(false);
    List<RedisFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      counts.add(async.incr("pipelined"));
    }
    connection.flushCommands();
    connection.setAutoFlushCommands(true);
    assertThat(counts.getLast().get(10, TimeUnit.SECONDS)).isEqualTo(1000);
  }

  @Test
  void clientsThatLeftAreForgotten() {
    for (int i = 0; i < 50; i++) {
      try (Talk talk = server.talk()) {
        talk.send("BLPOP", "nothing", "0");
      }
    }
    try (Talk talk = server.talk()) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> talk.number("clients", "connected_clients") == 1);
      assertThat(talk.number("clients", "blocked_clients")).isZero();
    }
  }
}

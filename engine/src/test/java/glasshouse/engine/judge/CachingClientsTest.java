package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;

/** Clients that cache on their side, and pools, believe what our node tells them. */
class CachingClientsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path directory;
  private LiveServer server;
  private Talk other;

  @BeforeEach
  void start() {
    server = LiveServer.start(directory);
    other = server.talk();
    await().atMost(PATIENCE).until(() -> other.line("PING").equals("+PONG"));
  }

  @AfterEach
  void end() {
    other.close();
    server.close();
  }

  private RedisClient lettuce() {
    RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    client.setOptions(ClientOptions.builder().protocolVersion(ProtocolVersion.RESP3).build());
    return client;
  }

  @Test
  void lettucesCacheForgetsWhatOthersChange() {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      Map<String, String> local = new ConcurrentHashMap<>();
      CacheFrontend<String, String> cache =
          ClientSideCaching.enable(
              CacheAccessor.forMap(local), connection, TrackingArgs.Builder.enabled());
      other.line("SET a 1");
      assertThat(cache.get("a")).isEqualTo("1");
      assertThat(local).containsEntry("a", "1");
      other.line("SET a 2");
      await().atMost(PATIENCE).until(() -> !local.containsKey("a"));
      assertThat(cache.get("a")).isEqualTo("2");
      assertThat(cache.get("b", () -> "made")).isEqualTo("made");
      other.line("PEXPIRE b 20");
      await().atMost(PATIENCE).until(() -> !local.containsKey("b"));
      assertThat(other.number("clients", "tracking_clients")).isEqualTo(1);
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void lettuceHearsOfPrefixesAndOfAllAtOnce() {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      Queue<String> told = new ConcurrentLinkedQueue<>();
      connection.addListener(
          message -> {
            if (message.getType().equals("invalidate")) {
              told.add(String.valueOf(message.getContent(StringCodec.UTF8::decodeKey).get(1)));
            }
          });
      connection
          .sync()
          .clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes("user:", "order:"));
      other.line("MSET user:1 a user:2 b other c");
      await().atMost(PATIENCE).until(() -> told.contains("[user:1, user:2]"));
      other.line("FLUSHALL");
      await().atMost(PATIENCE).until(() -> told.contains("null"));
      assertThat(told).hasSize(2);
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void lettuceRunsTransactionsWithoutWaiting() throws Exception {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisAsyncCommands<String, String> async = connection.async();
      RedisFuture<String> begun = async.multi();
      RedisFuture<String> set = async.set("t", "1");
      RedisFuture<Long> added = async.incr("t");
      TransactionResult done = async.exec().get(10, TimeUnit.SECONDS);
      assertThat(done.stream().toList()).containsExactly("OK", 2L);
      assertThat(begun.get() + set.get() + added.get()).isEqualTo("OKOK2");
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  /** Jedis' own cache asks for a newer release by its number, and is not tried. */
  @Test
  void jedisPoolsAndPipelines() {
    HostAndPort address = new HostAndPort("127.0.0.1", server.port());
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();
    try (JedisPooled pool = new JedisPooled(address, config)) {
      pool.set("a", "1");
      assertThat(pool.get("a")).isEqualTo("1");
      try (AbstractPipeline pipeline = pool.pipelined()) {
        Response<Long> last = pipeline.incr("n");
        for (int i = 0; i < 200; i++) {
          last = pipeline.incr("n");
        }
        pipeline.sync();
        assertThat(last.get()).isEqualTo(201);
      }
      try (Connection one = pool.getPool().getResource();
          Connection two = pool.getPool().getResource()) {
        assertThat(one.ping() && two.ping()).isTrue();
        assertThat(other.number("clients", "connected_clients")).isEqualTo(3);
      }
    }
    await().atMost(PATIENCE).until(() -> other.number("clients", "connected_clients") == 1);
  }
}

package glasshouse.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.moilioncircle.redis.replicator.Configuration;
import com.moilioncircle.redis.replicator.FileType;
import com.moilioncircle.redis.replicator.RedisReplicator;
import com.moilioncircle.redis.replicator.rdb.datatype.KeyValuePair;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Our files before redis-server, redis-check-rdb and redis-replicator, and theirs before us. */
@Needs(Judge.REDIS_SERVER)
class RdbJudgesTest {
  private static final byte[] DEBUG = "DEBUG".getBytes(StandardCharsets.US_ASCII);

  @SuppressWarnings("NullAway.Init")
  private RedisServer server;

  @SuppressWarnings("NullAway.Init")
  private Jedis redis;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    redis = new Jedis("127.0.0.1", server.port(), 60_000);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  static Stream<RdbFormat> formats() {
    return Stream.of(
        RdbFormat.REDIS_7,
        new RdbFormat(10, false, false),
        new RdbFormat(9, true, true),
        new RdbFormat(8, true, true));
  }

  private static Keyspace data(long seed) {
    Keyspace keyspace = RdbFiles.empty();
    RandomData.fill(keyspace, seed, 600, System.currentTimeMillis());
    return keyspace;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void redisServerLoadsOurs(RdbFormat format) throws Exception {
    byte[] file = RdbFiles.write(data(3), format);
    Keyspace ours = RdbFiles.read(file, file.length, true).keyspace;
    Files.write(server.dir().resolve("dump.rdb"), file);
    debug("RELOAD", "NOSAVE");
    assertThat(debug("DIGEST")).isEqualTo(Digest.of(ours));
    for (int i = 0; i < ours.count(); i++) {
      redis.select(i);
      ours.database(i)
          .forEach(
              entry -> {
                byte[] key = entry.key();
                Value value = entry.value();
                assertThat(redis.pexpireTime(key)).isEqualTo(entry.expireAt());
                assertThat(redis.objectEncoding(key))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(value.encoding());
              });
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void redisCheckRdbApprovesOfOurs(RdbFormat format, @TempDir Path dir) throws Exception {
    Path file = dir.resolve("ours.rdb");
    Files.write(file, RdbFiles.write(data(4), format));
    Process check =
        new ProcessBuilder("redis-check-rdb", file.toString()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).describedAs(said).isZero();
    assertThat(said).contains("\\o/ RDB looks OK! \\o/").contains("600 keys read");
  }

  /** Version 3.11.0 of redis-replicator does not take infinite scores in a listpack. */
  @ParameterizedTest
  @MethodSource("formats")
  void redisReplicatorReadsOurs(RdbFormat format) throws IOException {
    Keyspace ours = RdbFiles.empty();
    RandomData.fillPlain(ours, 5, 600, System.currentTimeMillis());
    byte[] file = RdbFiles.write(ours, format);
    TreeMap<String, Long> seen = new TreeMap<>();
    try (RedisReplicator replicator =
        new RedisReplicator(
            new ByteArrayInputStream(file), FileType.RDB, Configuration.defaultSetting())) {
      replicator.addEventListener(
          (_, event) -> {
            if (event instanceof KeyValuePair<?, ?> pair) {
              Long expires = pair.getExpiredMs();
              seen.put(
                  pair.getDb().getDbNumber()
                      + "/"
                      + new String((byte[]) pair.getKey(), StandardCharsets.ISO_8859_1),
                  expires == null ? -1 : expires);
            }
          });
      replicator.open();
    }
    assertThat(seen).isEqualTo(Expiries.of(ours));
  }

  @Test
  void oursLoadsWhatRedisServerSaved() throws Exception {
    Keyspace ours = data(6);
    Path file = server.dir().resolve("dump.rdb");
    for (String[] thresholds :
        new String[][] {
          {"hash-max-listpack-entries", "128"},
          {"hash-max-listpack-entries", "1000"},
          {"zset-max-listpack-entries", "1000"},
          {"set-max-intset-entries", "10"},
          {"list-max-listpack-size", "-1"},
          {"list-max-listpack-size", "3"},
          {"rdbcompression", "no"}
        }) {
      Files.write(file, RdbFiles.write(ours, RdbFormat.REDIS_7));
      redis.configSet(thresholds[0], thresholds[1]);
      debug("RELOAD", "NOSAVE");
      redis.save();
      byte[] theirs = Files.readAllBytes(file);
      Keyspace read = RdbFiles.read(theirs, 1000, true).keyspace;
      assertThat(Digest.of(read)).describedAs("%s", (Object) thresholds).isEqualTo(Digest.of(ours));
      assertThat(Expiries.of(read)).isEqualTo(Expiries.of(ours));
    }
  }

  @Test
  void oldFormsAreReadAsRedisServerReadsThem() throws Exception {
    byte[] file = OldForms.file();
    Files.write(server.dir().resolve("dump.rdb"), file);
    debug("RELOAD", "NOSAVE");
    for (int step : new int[] {1, 100, file.length}) {
      RdbFiles.Filled read = RdbFiles.read(file, step, true);
      assertThat(read.keyspace.size()).isEqualTo(13);
      assertThat(Digest.of(read.keyspace)).isEqualTo(debug("DIGEST"));
      assertThat(read.notes)
          .containsExactly("aux redis-bits=64", "idle 100", "freq 200", "end false");
      redis.select(2);
      for (Map.Entry<String, Long> expiry : Expiries.of(read.keyspace).entrySet()) {
        assertThat(redis.pexpireTime(expiry.getKey().substring(2))).isEqualTo(expiry.getValue());
      }
    }
  }

  @Test
  void digestOfEachValueIsTheirs() throws IOException {
    Keyspace ours = data(7);
    Files.write(server.dir().resolve("dump.rdb"), RdbFiles.write(ours, RdbFormat.REDIS_7));
    debug("RELOAD", "NOSAVE");
    ours.database(0)
        .forEach(
            entry ->
                assertThat(debug("DIGEST-VALUE", entry.key()))
                    .isEqualTo(Digest.ofValue(entry.value(), entry.expireAt() >= 0)));
  }

  private String debug(String... words) {
    byte[][] args = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return send(args);
  }

  private String debug(String word, byte[] key) {
    return send(word.getBytes(StandardCharsets.ISO_8859_1), key);
  }

  private String send(byte[]... args) {
    Object reply = redis.sendCommand(() -> DEBUG, args);
    if (reply instanceof List<?> list) {
      reply = list.getFirst();
    }
    return new String((byte[]) reply, StandardCharsets.ISO_8859_1);
  }
}

package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys go when memory is short, and that enough of them do. */
class EvictionTest {
  private static final int KEYS = 2000;
  private static final String VALUE = "v".repeat(100);

  private final Desk desk = new Desk();

  /** Those who are silent give most of their buffers back, each in its turn. */
  @BeforeEach
  void settle() {
    desk.pass(1000);
  }

  private void policy(String policy) {
    config("maxmemory-policy", policy);
  }

  private void config(String name, Object value) {
    assertThat(desk.run("CONFIG", "SET", name, String.valueOf(value))).isEqualTo("+OK\r\n");
  }

  private long info(String section, String field) {
    String text = desk.run("INFO", section);
    int at = text.indexOf("\n" + field + ":") + field.length() + 2;
    return Long.parseLong(text.substring(at, text.indexOf('\r', at)));
  }

  private void fill() {
    for (int i = 0; i < KEYS; i++) {
      desk.run("SET", "key:" + i, VALUE);
    }
  }

  /** Lets so much memory be used as is used now. */
  private void full() {
    config("maxmemory", info("memory", "used_memory"));
  }

  private void overflow(int keys) {
    for (int i = 0; i < keys; i++) {
      assertThat(desk.run("SET", "new:" + i, VALUE)).isEqualTo("+OK\r\n");
    }
  }

  private long present(IntPredicate which) {
    return IntStream.range(0, KEYS)
        .filter(which)
        .filter(i -> desk.run("EXISTS", "key:" + i).equals(":1\r\n"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random"})
  void memoryStaysBelowTheBound(String policy) {
    policy(policy);
    config("maxmemory", 300_000);
    fill();
    for (int i = 0; i < 1000; i++) {
      desk.run("RPUSH", "list:" + i % 50, VALUE, VALUE);
      desk.run("SADD", "set:" + i % 50, "member" + i);
      desk.run("HSET", "hash:" + i % 50, "field" + i, VALUE);
      desk.run("ZADD", "zset:" + i % 50, "1", "member" + i);
    }
    desk.run("GET", "x");
    assertThat(info("memory", "used_memory")).isLessThanOrEqualTo(300_000);
    assertThat(info("stats", "evicted_keys")).isGreaterThan(KEYS / 2);
    assertThat(desk.run("DBSIZE")).isNotEqualTo(":0\r\n");
  }

  @Test
  void keysThatWereUsedLatelyStay() {
    policy("allkeys-lru");
    fill();
    desk.pass(60_000);
    for (int i = 0; i < KEYS; i += 2) {
      desk.run("GET", "key:" + i);
    }
    full();
    desk.pass(10_000);
    overflow(KEYS / 3);
    assertThat(info("stats", "evicted_keys")).isBetween(KEYS * 3L / 10, KEYS * 4L / 10);
    // A perfect choice would leave all of them.
    assertThat(present(i -> i % 2 == 0)).isGreaterThan(KEYS / 2 * 98 / 100);
  }

  @Test
  void moreSamplesChooseBetter() {
    policy("allkeys-lru");
    config("maxmemory-samples", 1);
    fill();
    desk.pass(60_000);
    for (int i = 0; i < KEYS; i += 2) {
      desk.run("GET", "key:" + i);
    }
    full();
    overflow(KEYS / 4);
    assertThat(present(i -> i % 2 == 0)).isLessThan(KEYS / 2 * 99 / 100);
  }

  @Test
  void keysThatAreUsedOftenStay() {
    policy("allkeys-lfu");
    fill();
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < KEYS; i += 4) {
        desk.run("GET", "key:" + i);
      }
    }
    full();
    overflow(KEYS / 2);
    assertThat(present(i -> i % 4 == 0)).isGreaterThan(KEYS / 4 * 95 / 100);
  }

  @Test
  void keysThatExpireSoonestGoFirst() {
    policy("volatile-ttl");
    fill();
    for (int i = 0; i < KEYS; i++) {
      desk.run("EXPIRE", "key:" + i, String.valueOf(10_000 + i));
    }
    full();
    overflow(KEYS / 2);
    assertThat(present(i -> i >= KEYS * 3 / 4)).isGreaterThan(KEYS / 4 * 9 / 10);
    assertThat(present(i -> i < KEYS / 4)).isLessThan(KEYS / 4 / 5);
  }

  @Test
  void keysWithoutExpiryStayUnderVolatilePolicies() {
    policy("volatile-lfu");
    fill();
    for (int i = 0; i < KEYS; i += 2) {
      desk.run("EXPIRE", "key:" + i, "10000");
    }
    full();
    overflow(KEYS / 3);
    assertThat(present(i -> i % 2 == 1)).isEqualTo(KEYS / 2);
  }

  @Test
  void aCounterGrowsEverMoreSeldomAndSinksWithTime() {
    policy("allkeys-lfu");
    desk.run("SET", "a", "b");
    for (int i = 0; i < 100; i++) {
      desk.run("GET", "a");
    }
    // The table in redis.conf: a hundred hits with factor 10 make about 10.
    int hundred = frequency();
    assertThat(hundred).isBetween(8, 14);
    for (int i = 0; i < 9900; i++) {
      desk.run("GET", "a");
    }
    int many = frequency();
    assertThat(many).isBetween(35, 60);
    desk.pass(5 * 60_000);
    assertThat(frequency()).isEqualTo(many - 5);
    config("lfu-decay-time", 5);
    assertThat(frequency()).isEqualTo(many - 1);
    config("lfu-decay-time", 0);
    assertThat(frequency()).isEqualTo(many);
  }

  private int frequency() {
    return Integer.parseInt(desk.run("OBJECT", "FREQ", "a").substring(1).strip());
  }

  @Test
  void aLowerBoundIsReachedWithoutACommandWaitingForAllOfIt() {
    policy("allkeys-random");
    config("maxmemory-eviction-tenacity", 0);
    fill();
    config("maxmemory", 100_000);
    desk.pass(100);
    assertThat(info("memory", "used_memory")).isLessThanOrEqualTo(100_000);
    assertThat(info("stats", "current_eviction_exceeded_time")).isZero();
  }

  @Test
  void aReplicaLeavesItToItsMaster() {
    Lab lab = new Lab().master("m").replica("r", "m");
    lab.settle();
    lab.run("m", "SET", "a", "b");
    lab.settle();
    lab.run("r", "CONFIG", "SET", "maxmemory-policy", "allkeys-lru", "maxmemory", "1");
    lab.pass(1000);
    assertThat(lab.run("r", "GET", "a")).isEqualTo("$1\r\nb\r\n");
    lab.run("r", "CONFIG", "SET", "replica-ignore-maxmemory", "no");
    assertThat(lab.run("r", "GET", "a")).isEqualTo("$-1\r\n");
  }

  @Test
  void agesSurviveAReloadWhenThePolicyAsksForThem() {
    desk.run("SET", "a", "b");
    desk.pass(100_000);
    desk.run("DEBUG", "RELOAD");
    assertThat(desk.run("OBJECT", "IDLETIME", "a")).isEqualTo(":0\r\n");
    policy("allkeys-lru");
    desk.pass(100_000);
    desk.run("DEBUG", "RELOAD");
    assertThat(desk.run("OBJECT", "IDLETIME", "a")).isEqualTo(":100\r\n");
  }

  @Test
  void theSameSeedEvictsTheSameKeys() {
    assertThat(survivors(new Desk())).isEqualTo(survivors(new Desk()));
  }

  private static String survivors(Desk desk) {
    desk.run("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
    desk.run("CONFIG", "SET", "maxmemory", "200000");
    for (int i = 0; i < KEYS; i++) {
      desk.run("SET", "key:" + i, VALUE);
      desk.run("GET", "key:" + i / 3);
    }
    return desk.run("KEYS", "*");
  }

  /** What a client took is free as soon as it has gone. */
  @Test
  void whoHasLeftMakesNoKeysGo() {
    policy("allkeys-lru");
    config("maxmemory", info("memory", "used_memory") + 3_000_000);
    desk.send(2, "*2\r\n$3\r\nGET\r\n$2000000\r\n" + "x".repeat(1_000_000));
    desk.pass(200);
    desk.run("CLIENT", "KILL", "ID", "2");
    for (int i = 0; i < 20; i++) {
      desk.run("SET", "key:" + i, "x".repeat(100_000));
    }
    assertThat(info("stats", "evicted_keys")).isZero();
    desk.send(3, "*2\r\n$3\r\nGET\r\n$2000000\r\n");
    desk.run("PING");
    assertThat(info("stats", "evicted_keys")).isPositive();
  }
}

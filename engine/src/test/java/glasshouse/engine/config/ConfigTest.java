package glasshouse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

class ConfigTest {
  private static final String FAILED = "ERR CONFIG SET failed (possibly related to argument '";

  private final Config config = new Config(new MemoryFiles());
  private final ConfigSetter setter = new ConfigSetter(config);

  @Test
  @Needs(Judge.REDIS_SERVER)
  void hasTheNamesAndDefaultsOfRedis() {
    Map<String, String> theirs;
    try (RedisServer server = RedisServer.start();
        Jedis client = new Jedis("127.0.0.1", server.port())) {
      theirs = new TreeMap<>(client.configGet("*"));
    }
    Map<String, String> ours = new TreeMap<>();
    config.get(List.of("*"), (name, parameter) -> ours.put(name, parameter.text()));
    assertThat(ours.remove("glasshouse-era")).isEqualTo("7.0");
    for (String given : List.of("bind", "port", "dir", "save", "enable-debug-command")) {
      assertThat(ours).containsKey(given);
      ours.remove(given);
      theirs.remove(given);
    }
    assertThat(ours).isEqualTo(theirs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          maxmemory | abc | argument must be a memory value
          maxmemory | 10% | argument must be a memory value
          maxmemory | -1 | argument must be a memory value
          maxmemory | 1mb2 | argument must be a memory value
          maxmemory-clients | 101% | percentage argument must be less or equal to 100
          databases | 3 | can't set immutable config
          dbfilename | a | can't set protected config
          appendonly | maybe | argument must be 'yes' or 'no'
          hz | abc | argument couldn't be parsed into an integer
          hz | +12 | argument couldn't be parsed into an integer
          timeout | -1 | argument must be between 0 and 2147483647 inclusive
          timeout | 99999999999 | argument must be between 0 and 2147483647 inclusive
          repl-timeout | 0 | argument must be between 1 and 2147483647 inclusive
          maxclients | 0 | argument must be between 1 and 4294967295 inclusive
          save | 900 | Invalid save parameters
          save | 900 -1 | Invalid save parameters
          save | 0 1 | Invalid save parameters
          save | 900 1 60 | Invalid save parameters
          loglevel | foo | "argument(s) must be one of the following: debug, verbose, notice, \
          warning"
          shutdown-on-sigint | foo | "argument(s) must be one of the following: default, save, \
          nosave, now, force"
          oom-score-adj-values | 1 2 | wrong number of arguments
          client-output-buffer-limit | foo 1 1 1 | "Invalid client class specified in buffer limit \
          configuration."
          client-output-buffer-limit | replica 1 1 | "Wrong number of arguments in buffer limit \
          configuration."
          client-output-buffer-limit | normal x 2kb 30 | "Error in hard, soft or soft_seconds \
          setting in buffer limit configuration."
          notify-keyspace-events | foo | Invalid event class character. Use 'Ag$lshzxeKEtmdn'.
          latency-tracking-info-percentiles | 50 101 | "latency-tracking-info-percentiles \
          parameters should sit between [0.0,100.0]"
          """)
  void refusesInTheWordsOfRedis(String name, String value, String why) {
    String before = text(name);
    assertThat(setter.set(List.of(name, value), true, false))
        .isEqualTo(FAILED + name + "') - " + why);
    assertThat(text(name)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hz | 1000 | 500
          hz | 0 | 1
          repl-backlog-size | 100 | 16384
          maxmemory | 1k | 1000
          maxmemory | 1kB | 1024
          maxmemory | 1gb | 1073741824
          maxmemory-clients | 5% | 5%
          notify-keyspace-events | KEx | xKE
          notify-keyspace-events | KEA | AKE
          notify-keyspace-events | AKEmn | AKEm
          save | 900 1 300 10 | 900 1 300 10
          loglevel | NOTICE | notice
          shutdown-on-sigint | force save | save force
          client-output-buffer-limit | normal 1mb 2kb 30 | normal 1048576 2048 30 \
          slave 268435456 67108864 60 pubsub 33554432 8388608 60
          latency-tracking-info-percentiles | 50 99.9 100 | 50 99.9 100
          """)
  void takesWhatRedisTakes(String name, String value, String shown) {
    assertThat(setter.set(List.of(name, value), true, false)).isNull();
    assertThat(text(name)).isEqualTo(shown);
  }

  @Test
  void setsAllOrNothing() {
    assertThat(setter.set(List.of("timeout", "7", "hz", "x"), true, false))
        .isEqualTo(FAILED + "hz') - argument couldn't be parsed into an integer");
    assertThat(config.network.timeout.value()).isZero();
    assertThat(setter.set(List.of("hz", "5", "hz", "6"), true, false))
        .isEqualTo(FAILED + "hz') - duplicate parameter");
    assertThat(setter.set(List.of("slave-priority", "5", "replica-priority", "6"), true, false))
        .isNull();
    assertThat(text("slave-priority")).isEqualTo("6");
    assertThat(setter.set(List.of("timeout", "7", "foo", "2"), true, false))
        .isEqualTo("ERR Unknown option or number of arguments for CONFIG SET - 'foo'");
    assertThat(config.network.timeout.value()).isZero();
  }

  @Test
  void takesItAllBackWhenSomethingCannotHaveEffect() {
    List<Long> seen = new ArrayList<>();
    config.network.timeout.onChange(
        () -> {
          seen.add(config.network.timeout.value());
          return null;
        });
    config.network.port.onChange(
        () -> config.network.port.value() == 22 ? "Unable to listen on this port." : null);
    assertThat(setter.set(List.of("timeout", "7", "port", "22"), true, false))
        .isEqualTo(FAILED + "port') - Unable to listen on this port.");
    assertThat(seen).containsExactly(7L, 0L);
    assertThat(config.network.port.value()).isEqualTo(6379);
  }

  @Test
  void setsProtectedParametersWhenAllowed() throws ConfigFault {
    ConfigReader.load(config, "enable-protected-configs local", "");
    assertThat(setter.set(List.of("dir", "/x"), false, false))
        .contains("can't set protected config");
    assertThat(setter.set(List.of("dir", "/nonexist"), true, false))
        .isEqualTo(FAILED + "dir') - No such file or directory");
    assertThat(setter.set(List.of("dir", "/x"), true, false)).isNull();
    assertThat(text("dir")).isEqualTo("/x");
    assertThat(setter.set(List.of("dbfilename", "a/b"), true, false))
        .isEqualTo(FAILED + "dbfilename') - dbfilename can't be a path, just a filename");
  }

  @Test
  void findsNamesByPatternsAndHiddenOnesByName() {
    assertThat(names("HZ", "h?", "hz", "nope")).containsExactly("HZ");
    assertThat(names("hash-max*entries"))
        .containsExactly("hash-max-listpack-entries", "hash-max-ziplist-entries");
    assertThat(names("*key-*-delay")).isEmpty();
    assertThat(names("rdb-key-save-delay")).containsExactly("rdb-key-save-delay");
  }

  private List<String> names(String... patterns) {
    List<String> names = new ArrayList<>();
    config.get(List.of(patterns), (name, _) -> names.add(name));
    return names;
  }

  private String text(String name) {
    Parameter parameter = config.find(name);
    assertThat(parameter).as(name).isNotNull();
    return parameter == null ? "" : parameter.text();
  }

  /** Which these are was asked of redis-server 7.0.15. */
  @ParameterizedTest
  @ValueSource(strings = {"dir", "appendonly", "repl-diskless-load"})
  void someCannotBeSetWhileTheDataIsLoaded(String name) {
    String value = Objects.requireNonNull(config.find(name)).text();
    assertThat(setter.set(List.of("hz", "20", name, value), true, true))
        .isEqualTo("LOADING Redis is loading the dataset in memory");
    assertThat(setter.set(List.of("hz", "20"), true, true)).isNull();
  }

  @Test
  void theEraCanBeSetToWhatItIs() {
    assertThat(setter.set(List.of("glasshouse-era", "7.0"), true, false)).isNull();
    assertThat(setter.set(List.of("glasshouse-era", "4.0.3"), true, false))
        .isEqualTo(FAILED + "glasshouse-era') - can't set immutable config");
  }
}

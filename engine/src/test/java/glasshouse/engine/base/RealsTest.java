package glasshouse.engine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

class RealsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0",
    "1, 1",
    "+1, 1",
    "1., 1",
    ".5, 0.5",
    "0.1, 0.10000000000000001",
    "3.0e3, 3000",
    "1e17, 1e+17",
    "1e16, 10000000000000000",
    "99999999999999999, 1e+17",
    "9007199254740993, 9007199254740992",
    "1e-4, 0.0001",
    "1e-5, 1.0000000000000001e-05",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "5e-324, 4.9406564584124654e-324",
    "0x10, 16",
    "0x1.8p1, 3",
    "-0X.8P-1, -0.25",
    "inf, inf",
    "-Infinity, -inf",
    "+INF, inf",
    "0e999999999999999999999, 0",
  })
  void readsAndPrintsAsC(String text, String printed) {
    assertThat(Reals.text17(Reals.parse(Bytes.of(text)))).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1d",
        "1f",
        "0x",
        "0x1.8p",
        "nan",
        "in",
        "1e309",
        "-1e309",
        "1e-324",
        "0x1p-2000",
        "1\0",
        "--1",
        "1_0"
      })
  void refusesWhatIsNoFloat(String text) {
    assertThat(Reals.parse(Bytes.of(text))).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "' 1', 1", "1e309, inf", "-1e309, -inf", "1e-400, 0", "'1 ', nan"})
  void readsBoundsMoreFreely(String text, String printed) {
    assertThat(Reals.text17(Reals.parseBound(Bytes.of(text), 0, text.length()))).isEqualTo(printed);
  }

  @Test
  void printsOtherPrecisions() {
    assertThat(Reals.general(1.0 / 3, 14)).isEqualTo("0.33333333333333");
    assertThat(Reals.general(1e14, 14)).isEqualTo("1e+14");
    assertThat(Reals.general(123456.5, 3)).isEqualTo("1.23e+05");
  }

  /** With skip lists only: a listpack of 7.0 keeps whole scores as integers and loses -0. */
  @Test
  @Needs(Judge.REDIS_SERVER)
  void printsScoresAsTheRealServer() {
    SplittableRandom random = new SplittableRandom(7);
    try (RedisServer server = RedisServer.start("--zset-max-listpack-entries", "0");
        Jedis jedis = new Jedis("127.0.0.1", server.port())) {
      for (int i = 0; i < 3000; i++) {
        String text = anyText(random, 330);
        byte[] seen;
        try {
          jedis.del("z");
          jedis.sendCommand(Protocol.Command.ZADD, "z", text, "m");
          seen = (byte[]) jedis.sendCommand(Protocol.Command.ZSCORE, "z", "m");
        } catch (JedisDataException _) {
          assertThat(Reals.parse(Bytes.of(text))).as(text).isNaN();
          continue;
        }
        assertThat(Reals.text17(Reals.parse(Bytes.of(text)))).as(text).isEqualTo(Bytes.text(seen));
      }
    }
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void addsLongDoublesAsTheRealServer() {
    SplittableRandom random = new SplittableRandom(8);
    try (RedisServer server = RedisServer.start();
        Jedis jedis = new Jedis("127.0.0.1", server.port())) {
      for (int i = 0; i < 3000; i++) {
        int range = i % 3 == 0 ? 5100 : 20;
        String first = anyText(random, range);
        String second = anyText(random, range);
        jedis.set("a", first);
        if (LongDouble.parse(Bytes.of(first), 0, first.length()) == null) {
          assertThatThrownBy(() -> jedis.sendCommand(Protocol.Command.INCRBYFLOAT, "a", "0"))
              .as(first)
              .hasMessageContaining("not a valid float");
          continue;
        }
        String ours = sum(first, second);
        String seen;
        try {
          seen = Bytes.text((byte[]) jedis.sendCommand(Protocol.Command.INCRBYFLOAT, "a", second));
        } catch (JedisDataException error) {
          seen = String.valueOf(error.getMessage());
        }
        assertThat(ours).as(first + " + " + second).isEqualTo(seen);
      }
    }
  }

  private static String sum(String first, String second) {
    LongDouble a = LongDouble.parse(Bytes.of(first), 0, first.length());
    LongDouble b = LongDouble.parse(Bytes.of(second), 0, second.length());
    if (a == null || b == null) {
      return "ERR value is not a valid float";
    }
    LongDouble sum = a.plus(b);
    return sum == null ? "ERR increment would produce NaN or Infinity" : sum.text();
  }

  /** Mostly numbers of every size and form, sometimes not quite numbers. */
  private static String anyText(SplittableRandom random, int exponents) {
    String sign = random.nextInt(3) == 0 ? "-" : "";
    long digits = random.nextLong() >>> random.nextInt(1, 64);
    String exponent = "e" + random.nextInt(-exponents, exponents);
    return switch (random.nextInt(8)) {
      case 0 -> sign + digits;
      case 1 -> sign + digits + "." + random.nextInt(1_000_000);
      case 2 -> sign + random.nextDouble();
      case 3 -> sign + digits + exponent;
      case 4 -> sign + random.nextInt(10) + "." + digits + exponent;
      case 5 -> sign + "0x" + Long.toHexString(digits) + ".8p" + random.nextInt(-99, 99);
      case 6 -> sign + random.nextInt(1000) / 100.0;
      default -> sign + (random.nextInt(4) == 0 ? "inf" : "." + digits + exponent);
    };
  }
}

package glasshouse.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', false",
    "**, '', false",
    "h?llo, hello, true",
    "h?llo, hllo, false",
    "h*o, ho, true",
    "h*o, hexxo, true",
    "h*o, hexx, false",
    "a*b*c, aXbXbXc, true",
    "h[ae]llo, hallo, true",
    "h[^e]llo, hello, false",
    "h[a-c]llo, hbllo, true",
    "h[c-a]llo, hbllo, true",
    "h[abc, hb, true",
    "\\*x, *x, true",
    "\\*x, ax, false",
    "a**, a, true",
    "'', '', true",
    "'', a, false",
    "H*, hello, false",
  })
  void matches(String pattern, String text, boolean expected) {
    assertThat(Glob.matches(Bytes.of(pattern), Bytes.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"H[A-C]*, hb, true", "maxM*, MAXmemory, true"})
  void ignoresCaseWhenAsked(String pattern, String text, boolean expected) {
    assertThat(Glob.matchesIgnoringCase(pattern, text)).isEqualTo(expected);
  }

  /** Short texts of few letters, so that patterns of the same letters often fit. */
  @Test
  @Needs(Judge.REDIS_SERVER)
  void matchesAsTheRealServer() {
    SplittableRandom random = new SplittableRandom(9);
    try (RedisServer server = RedisServer.start();
        Jedis jedis = new Jedis("127.0.0.1", server.port())) {
      for (int i = 0; i < 300; i++) {
        jedis.set(any(random, "ab]-^\\", 5), "");
      }
      Set<String> keys = jedis.keys("*");
      for (int i = 0; i < 2000; i++) {
        String pattern = any(random, "ab*?[]-^\\", 8);
        if (pattern.equals("*")) {
          continue;
        }
        Set<String> ours = new TreeSet<>();
        for (String key : keys) {
          if (Glob.matches(Bytes.of(pattern), Bytes.of(key))) {
            ours.add(key);
          }
        }
        assertThat(ours).as(pattern).isEqualTo(new TreeSet<>(jedis.keys(pattern)));
      }
    }
  }

  private static String any(SplittableRandom random, String letters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(longest + 1); left > 0; left--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}

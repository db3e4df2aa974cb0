package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.rdb.Forms;
import glasshouse.engine.rdb.RdbException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bits are flipped in payloads of RESTORE and in RDB files, with values of every type and encoding.
 * Nothing crashes or hangs, little is allocated, and what is taken can be used like any value. More
 * flips: {@code -Dglasshouse.flips=N}, others: {@code -Dglasshouse.random.seed=N}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BitFlipTest {
  private static final int FLIPS = Integer.getInteger("glasshouse.flips", 120_000);
  private static final long SEED = Long.getLong("glasshouse.random.seed", 1);

  private static final int STARTS = FLIPS / 400;

  /** The first ones load classes. */
  private static final int WARM = 1000;

  /** What a command or an empty keyspace takes by itself. */
  private static final long SOME = 300_000;

  /** LZF packs 264 bytes into 3; a value as objects is a few times its bytes. */
  private static final long TIMES = 88 * 4;

  private static final String[] USES = {
    "GET k",
    "STRLEN k",
    "GETRANGE k 1 5",
    "BITCOUNT k",
    "PFCOUNT k",
    "APPEND k x",
    "LRANGE k 0 -1",
    "LINDEX k -2",
    "LPOS k a RANK -1",
    "LINSERT k AFTER a b",
    "LSET k 0 y",
    "LREM k 1 a",
    "RPUSH k x",
    "LPOP k",
    "LTRIM k 1 -2",
    "SMEMBERS k",
    "SISMEMBER k 12",
    "SADD k x 7",
    "SREM k 7 a",
    "SINTER k k",
    "SRANDMEMBER k 3",
    "SPOP k 2",
    "HGETALL k",
    "HGET k field3",
    "HSET k field3 y z 1",
    "HINCRBY k n 1",
    "HDEL k field1",
    "HRANDFIELD k 5 WITHVALUES",
    "ZRANGE k 0 -1 WITHSCORES",
    "ZRANGEBYSCORE k -inf (5",
    "ZRANGEBYLEX k - +",
    "ZRANK k most",
    "ZADD k 3.5 x 1 most",
    "ZINCRBY k 2 x",
    "ZPOPMIN k",
    "ZREMRANGEBYRANK k 0 1",
    "GEOPOS k x most",
    "XRANGE k - +",
    "XREVRANGE k + - COUNT 2",
    "XINFO STREAM k FULL",
    "XPENDING k g - + 10",
    "XREADGROUP GROUP g c COUNT 2 STREAMS k >",
    "XREADGROUP GROUP g c COUNT 2 STREAMS k 0",
    "XAUTOCLAIM k g d 0 0",
    "XACK k g 3-3 4-4",
    "XADD k * f v",
    "XDEL k 1-1 5-5",
    "XTRIM k MAXLEN 2",
    "XGROUP DESTROY k g",
    "XSETID k 18446744073709551615-1",
    "SORT k ALPHA",
    "COPY k copy REPLACE",
    "OBJECT ENCODING k",
    "MEMORY USAGE k SAMPLES 0",
  };

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Random random = new Random(SEED);
  private final List<byte[]> forms = Forms.all();
  private final List<byte[]> restorable = Forms.restorable();
  private int refused;
  private int taken;

  /** One flip in most cases, three in others: an odd number leaves something damaged. */
  private void damage(byte[] bytes, int end) {
    int times = random.nextInt(3) > 0 ? 1 : 3;
    for (int i = 0; i < times; i++) {
      int bit = random.nextInt(end * 8);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void everyTypeIsAmongTheForms() {
    assertThat(forms.stream().map(form -> (int) form[0]).sorted().distinct())
        .containsExactly(0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
    Desk desk = new Desk();
    for (byte[] form : restorable) {
      assertThat(desk.run("RESTORE", "k", "0", Bytes.text(Forms.payload(form)), "REPLACE"))
          .as("type %d", form[0])
          .isEqualTo("+OK\r\n");
    }
  }

  @Test
  void payloadsOfRestore() {
    Desk desk = new Desk();
    for (int i = 0; i < FLIPS * 2 / 3; i++) {
      if (i % 10_000 == 0) {
        // Its log grows with every payload that is refused.
        desk = new Desk();
        desk.run("SET", "other", "value");
      }
      byte[] payload = Forms.payload(restorable.get(i % restorable.size()));
      damage(payload, payload.length - 10);
      boolean sealed = i % 8 != 0;
      if (sealed) {
        Forms.seal(payload);
      }
      String text = Bytes.text(payload);
      long before = threads.getCurrentThreadAllocatedBytes();
      String reply = desk.run("RESTORE", "k", "0", text);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (i > WARM) {
        assertThat(allocated).as(text).isLessThan(SOME + TIMES * payload.length);
      }
      if (!sealed) {
        assertThat(reply).isEqualTo("-ERR DUMP payload version or checksum are wrong\r\n");
      } else if (reply.equals("+OK\r\n")) {
        taken++;
        use(desk, text, i);
      } else {
        refused++;
        assertThat(reply).as(text).isEqualTo("-ERR Bad data format\r\n");
        if (i % 100 == 1) {
          assertThat(desk.lab().logs())
              .contains("RESTORE of a damaged payload was refused: ", "RDB offset ");
        }
      }
      if (i % 1000 == 0) {
        assertThat(desk.run("GET", "other")).isEqualTo("$5\r\nvalue\r\n");
        assertThat(desk.run("DBSIZE")).isEqualTo(":1\r\n");
      }
    }
    assertThat(taken).isGreaterThan(FLIPS / 50);
    assertThat(refused).isGreaterThan(FLIPS / 50);
  }

  /** What was taken is a value like any other. */
  private void use(Desk desk, String text, int i) {
    String digest = desk.run("DEBUG", "DIGEST-VALUE", "k");
    assertThat(desk.run("COPY", "k", "twin")).as(text).isEqualTo(":1\r\n");
    assertThat(desk.run("DEBUG", "DIGEST-VALUE", "twin")).as(text).isEqualTo(digest);
    String again = desk.run("DUMP", "k");
    int start = again.indexOf('\n') + 1;
    String payload = again.substring(start, again.length() - 2);
    assertThat(desk.run("RESTORE", "twin", "0", payload, "REPLACE")).isEqualTo("+OK\r\n");
    assertThat(desk.run("DEBUG", "DIGEST-VALUE", "twin")).as(text).isEqualTo(digest);
    if (i % 4 == 1) {
      for (String use : USES) {
        desk.run(use.split(" "));
      }
      // What is saved can be loaded again.
      assertThat(desk.run("DEBUG", "RELOAD")).as(text).isEqualTo("+OK\r\n");
    }
    desk.run("DEL", "k", "twin", "copy");
  }

  @Test
  void files() throws RdbException {
    for (int i = 0; i < FLIPS / 3; i++) {
      List<byte[]> some = new ArrayList<>(forms.subList(0, forms.size()));
      Collections.rotate(some, i * 3);
      byte[] file = Forms.file(some.subList(0, 1 + i % 4));
      damage(file, file.length - 8);
      boolean sealed = i % 8 != 0;
      if (sealed) {
        Forms.sealFile(file);
      }
      load(file, 1 + random.nextInt(file.length), i > WARM);
    }
    assertThat(taken).isGreaterThan(FLIPS / 100);
    assertThat(refused).isGreaterThan(FLIPS / 100);
  }

  @Test
  void aNodeStartsFromADamagedFileOrSaysWhyNot() {
    Lab lab = new Lab().master("m");
    int ended = 0;
    for (int i = 0; i < STARTS; i++) {
      byte[] file = Forms.file(forms.subList(i % forms.size(), i % forms.size() + 1));
      damage(file, file.length - 8);
      Forms.sealFile(file);
      lab.kill("m");
      lab.disk("m").put("dump.rdb", file);
      lab.start("m").settle();
      if (lab.node("m").running()) {
        assertThat(lab.run("m", "SET", "k", "v")).isEqualTo("+OK\r\n");
      } else {
        ended++;
        assertThat(lab.exit("m")).isEqualTo(1);
        assertThat(lab.logs()).contains("RDB offset");
      }
    }
    assertThat(ended).isBetween(STARTS / 10, STARTS - 1);
  }

  private void load(byte[] file, int step, boolean warm) {
    long before = threads.getCurrentThreadAllocatedBytes();
    Keyspace target = new Keyspace(16, new ValueRules(1));
    Loader loader = new Loader(target, true, 1, true, (_, _) -> {});
    try {
      for (int at = 0; at < file.length; at += step) {
        loader.feed(file, at, Math.min(step, file.length - at));
      }
      loader.finish();
      taken++;
    } catch (RdbException damage) {
      refused++;
      assertThat(damage)
          .hasMessageStartingWith("RDB offset ")
          .hasMessageMatching(".*(expected|saw|cannot|not ).*");
      assertThat(damage.offset()).isBetween(0L, (long) file.length);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (warm) {
      assertThat(allocated).as(Bytes.text(file)).isLessThan(SOME + TIMES * file.length);
    }
    assertThat(Digest.of(target)).hasSize(40);
  }
}

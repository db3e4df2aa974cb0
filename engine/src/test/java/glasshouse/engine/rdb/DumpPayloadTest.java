package glasshouse.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class DumpPayloadTest {
  private static final byte[] KEY = Bytes.of("k");
  private final ValueRules rules = new ValueRules(3);

  @Test
  void isByteForByteThatOfRedisForASmallString() {
    assertThat(DumpPayload.of(new StringValue(10)))
        .isEqualTo(Bytes.of("\u0000\u00c0\n\n\u0000n\u009fWE\u000e\u00aec\u00bb"));
  }

  @Test
  void damageIsRefused() {
    ListValue list = new ListValue();
    list.pushTail(Bytes.of("one"));
    byte[] payload = DumpPayload.of(list);
    for (int bit = 0; bit < payload.length * 8; bit++) {
      payload[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(DumpPayload.isIntact(payload)).isFalse();
      payload[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(DumpPayload.isIntact(payload)).isTrue();
    assertThat(DumpPayload.isIntact(new byte[9])).isFalse();
    byte[] cut = Arrays.copyOf(payload, payload.length - 11);
    assertThatThrownBy(() -> DumpPayload.value(cut, rules))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("saw the end, expected more of the value");
  }

  @Test
  void whatHasNoElementsIsNoValue() {
    assertThatThrownBy(() -> DumpPayload.value(DumpPayload.of(new ListValue()), rules))
        .hasMessageContaining("expected elements of the value, saw none");
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void redisServerRestoresOursAndWeRestoreItsOwn() throws RdbException {
    Keyspace data = RdbFiles.empty();
    RandomData.fill(data, 9, 200, 0);
    try (RedisServer server = RedisServer.start();
        Jedis redis = new Jedis("127.0.0.1", server.port())) {
      for (int db : new int[] {0, 1, 2, 15}) {
        for (Value value : values(data, db)) {
          redis.del(KEY);
          redis.restore(KEY, 0, DumpPayload.of(value));
          List<?> reply =
              (List<?>) redis.sendCommand(() -> Bytes.of("DEBUG"), Bytes.of("DIGEST-VALUE"), KEY);
          String digest = new String((byte[]) reply.getFirst(), StandardCharsets.US_ASCII);
          assertThat(Digest.ofValue(value, false)).isEqualTo(digest);
          byte[] theirs = redis.dump(KEY);
          assertThat(DumpPayload.isIntact(theirs)).isTrue();
          assertThat(Digest.ofValue(DumpPayload.value(theirs, rules), false)).isEqualTo(digest);
        }
      }
    }
  }

  private static List<Value> values(Keyspace data, int db) {
    List<Value> values = new ArrayList<>();
    data.database(db).forEach(entry -> values.add(entry.value()));
    return values;
  }
}

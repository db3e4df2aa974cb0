package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work on a hash beside a LinkedHashMap, and when it stops being a listpack. */
class HashValueTest {
  private final ValueRules rules = new ValueRules(7);
  private final HashValue hash = new HashValue(rules);
  private final Map<String, String> model = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void staysEqualToALinkedHashMap(long seed) {
    RandomSource random = new RandomSource(seed);
    boolean small = seed % 2 == 0;
    rules.hashMaxValue = small ? 100_000 : 64;
    int names = small ? 100 : 2000;
    for (int i = 0; i < 10_000; i++) {
      String field = "f".repeat(random.nextInt(40)) + random.nextInt(names / 10);
      String value = "v".repeat(random.nextInt(i % 100 == 0 ? 20_000 : 200));
      byte[] buffer = Bytes.of("<" + field + "=" + value + ">");
      int length = field.length();
      if (random.nextInt(100) < (small && model.size() > 100 ? 90 : 35)) {
        assertThat(hash.remove(buffer, 1, length)).isEqualTo(model.remove(field) != null);
      } else {
        assertThat(hash.put(buffer, 1, length, buffer, length + 2, value.length()))
            .isEqualTo(model.put(field, value) == null);
      }
      assertThat(hash.size()).isEqualTo(model.size());
      String wanted = model.get(field);
      byte[] found = hash.get(Bytes.of(field));
      assertThat(found == null ? null : Bytes.text(found)).isEqualTo(wanted);
      if (i % 500 == 0) {
        assertThat(pairs(hash)).isEqualTo(model);
        assertThat(pairs(hash.copy())).isEqualTo(model);
      }
    }
    assertThat(hash.encoding()).isEqualTo(small ? "listpack" : "hashtable");
    assertThat(pairs(hash)).isEqualTo(model);
    if (small) {
      assertThat(pairs(hash).keySet()).containsExactlyElementsOf(model.keySet());
    }
  }

  @Test
  void isAListpackUntilItHasTooManyPairs() {
    for (int i = 0; i < 128; i++) {
      hash.put(Bytes.of("f" + i), Bytes.of("v"));
    }
    hash.put(Bytes.of("f1"), Bytes.of("other"));
    assertThat(hash.encoding()).isEqualTo("listpack");
    hash.put(Bytes.of("f128"), Bytes.of("v"));
    assertThat(hash.encoding()).isEqualTo("hashtable");
    for (int i = 0; i < 128; i++) {
      hash.remove(Bytes.of("f" + i));
    }
    assertThat(hash.encoding()).isEqualTo("hashtable");
    assertThat(pairs(hash)).isEqualTo(Map.of("f128", "v"));
  }

  @Test
  void isAListpackUntilItHasALongFieldOrValue() {
    HashValue longField = new HashValue(rules);
    longField.put(Bytes.of("f".repeat(64)), Bytes.of("v".repeat(64)));
    assertThat(longField.encoding()).isEqualTo("listpack");
    HashValue longValue = longField.copy();
    longField.put(Bytes.of("f".repeat(65)), Bytes.of("v"));
    assertThat(longField.encoding()).isEqualTo("hashtable");
    longValue.put(Bytes.of("f".repeat(64)), Bytes.of("v".repeat(65)));
    assertThat(longValue.encoding()).isEqualTo("hashtable");
    assertThat(longField.size()).isEqualTo(2);
    assertThat(longValue.size()).isEqualTo(1);
  }

  @Test
  void aTighterRuleTakesEffectAtTheNextChange() {
    hash.put(Bytes.of("a"), Bytes.of("1"));
    hash.put(Bytes.of("b"), Bytes.of("2"));
    rules.hashMaxEntries = 1;
    assertThat(hash.encoding()).isEqualTo("listpack");
    hash.put(Bytes.of("a"), Bytes.of("3"));
    assertThat(hash.encoding()).isEqualTo("hashtable");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 300})
  void scansAndPicksEveryPair(int count) {
    for (int i = 0; i < count; i++) {
      hash.put(Bytes.of("f" + i), Bytes.of("v" + i));
      model.put("f" + i, "v" + i);
    }
    Map<String, String> scanned = new LinkedHashMap<>();
    Map<String, String> picked = new LinkedHashMap<>();
    long cursor = 0;
    do {
      cursor = hash.scan(cursor, into(scanned));
    } while (cursor != 0);
    RandomSource random = new RandomSource(3);
    for (int i = 0; i < count * 20; i++) {
      hash.random(random, into(picked));
    }
    assertThat(scanned).isEqualTo(model);
    assertThat(picked).isEqualTo(model);
  }

  @Test
  void aCopyIsIndependent() {
    hash.put(Bytes.of("a"), Bytes.of("1"));
    HashValue twin = hash.copy();
    hash.put(Bytes.of("a"), Bytes.of("2"));
    hash.put(Bytes.of("long"), Bytes.of("x".repeat(65)));
    HashValue large = hash.copy();
    hash.put(Bytes.of("a"), Bytes.of("3"));
    assertThat(pairs(twin)).isEqualTo(Map.of("a", "1"));
    assertThat(pairs(large)).containsEntry("a", "2").hasSize(2);
    assertThat(large.encoding()).isEqualTo("hashtable");
  }

  private static Map<String, String> pairs(HashValue hash) {
    Map<String, String> all = new LinkedHashMap<>();
    hash.visit(into(all));
    List<String> copies = new ArrayList<>();
    hash.forEach((f, v) -> copies.add(Bytes.text(f) + "=" + Bytes.text(v)));
    assertThat(copies)
        .containsExactlyElementsOf(
            all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return all;
  }

  private static PairVisitor into(Map<String, String> map) {
    return (field, fieldAt, fieldLength, value, at, length) ->
        map.put(
            Bytes.text(field).substring(fieldAt, fieldAt + fieldLength),
            Bytes.text(value).substring(at, at + length));
  }
}

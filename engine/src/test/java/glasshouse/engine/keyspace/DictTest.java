package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash table beside a LinkedHashMap, and the promise of its cursors. */
class DictTest {
  private final Dict<Dict.Entry> dict = new Dict<>(99);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void staysEqualToALinkedHashMap(long seed) {
    RandomSource random = new RandomSource(seed);
    LinkedHashMap<String, Dict.Entry> model = new LinkedHashMap<>();
    for (int i = 0; i < 60_000; i++) {
      String name = "k" + random.nextInt(8_000);
      boolean shrinking = i % 20_000 > 12_000;
      if (random.nextInt(100) < (shrinking ? 90 : 20)) {
        assertThat(dict.remove(Bytes.of(name))).isSameAs(model.remove(name));
      } else if (!model.containsKey(name)) {
        Dict.Entry entry = new Dict.Entry(Bytes.of(name));
        model.put(name, entry);
        dict.insert(entry);
      }
      assertThat(dict.find(Bytes.of(name))).isSameAs(model.get(name));
      assertThat(dict.size()).isEqualTo(model.size());
      if (i % 5_000 == 0) {
        Set<Dict.Entry> seen = new LinkedHashSet<>();
        dict.forEach(e -> assertThat(seen.add(e)).isTrue());
        assertThat(seen)
            .hasSameSizeAs(model.values())
            .isEqualTo(new LinkedHashSet<>(model.values()));
      }
    }
  }

  /**
   * The guarantee of SCAN: what is there from the first call to the last is returned, however the
   * table grows and shrinks in between.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aScanReturnsAllThatStaysDuringIt(long seed) {
    RandomSource random = new RandomSource(seed);
    int staying = 1 + random.nextInt(400);
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < staying; i++) {
      expected.add("stay" + i);
      dict.insert(new Dict.Entry(Bytes.of("stay" + i)));
    }
    List<String> passing = new ArrayList<>();
    for (int round = 0; round < 30; round++) {
      TreeSet<String> seen = new TreeSet<>();
      long cursor = 0;
      int smallest = dict.buckets();
      int largest = smallest;
      do {
        cursor = dict.scan(cursor, e -> seen.add(Bytes.text(e.key())));
        disturb(random, passing);
        smallest = Math.min(smallest, dict.buckets());
        largest = Math.max(largest, dict.buckets());
      } while (cursor != 0);
      assertThat(seen).as("seed %d, %d to %d", seed, smallest, largest).containsAll(expected);
    }
  }

  private void disturb(RandomSource random, List<String> passing) {
    int many = random.nextInt(200);
    boolean grow = passing.size() < 20 || (passing.size() < 20_000 && random.nextInt(2) == 0);
    for (int i = 0; i < many; i++) {
      if (grow) {
        String name = "pass" + random.nextLong();
        passing.add(name);
        dict.insert(new Dict.Entry(Bytes.of(name)));
      } else if (!passing.isEmpty()) {
        dict.remove(Bytes.of(passing.removeLast()));
      }
    }
    if (random.nextInt(20) == 0) {
      for (String name : passing) {
        dict.remove(Bytes.of(name));
      }
      passing.clear();
    }
  }

  @Test
  void anyCursorIsTaken() {
    for (int i = 0; i < 100; i++) {
      dict.insert(new Dict.Entry(Bytes.of("k" + i)));
    }
    RandomSource random = new RandomSource(3);
    for (int i = 0; i < 1_000; i++) {
      dict.scan(random.nextLong(), e -> {});
    }
    assertThat(dict.scan(-1L, e -> {})).isNotNegative();
  }

  @Test
  void shrinksWhenItIsMostlyEmptyAndPicksStillQuickly() {
    for (int i = 0; i < 100_000; i++) {
      dict.insert(new Dict.Entry(Bytes.of("k" + i)));
    }
    assertThat(dict.buckets()).isGreaterThanOrEqualTo(100_000);
    for (int i = 0; i < 99_990; i++) {
      dict.remove(Bytes.of("k" + i));
    }
    for (int i = 0; i < 20_000; i++) {
      dict.find(Bytes.of("absent"));
    }
    dict.remove(Bytes.of("k99990"));
    for (int i = 0; i < 20_000; i++) {
      dict.find(Bytes.of("absent"));
    }
    assertThat(dict.buckets()).isLessThan(1_000);
  }

  @Test
  void aVisitorMayRemoveWhatItIsGiven() {
    for (int i = 0; i < 5_000; i++) {
      dict.insert(new Dict.Entry(Bytes.of("k" + i)));
    }
    long cursor = 0;
    do {
      cursor = dict.scan(cursor, e -> dict.remove(e.key()));
    } while (cursor != 0);
    assertThat(dict.size()).isZero();
  }

  @Test
  void aRandomPickIsFair() {
    for (int i = 0; i < 100; i++) {
      dict.insert(new Dict.Entry(Bytes.of("k" + i)));
    }
    LinkedHashMap<String, Integer> counts = new LinkedHashMap<>();
    RandomSource random = new RandomSource(5);
    for (int i = 0; i < 100_000; i++) {
      counts.merge(Bytes.text(dict.random(random).key()), 1, Integer::sum);
    }
    assertThat(counts).hasSize(100);
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(800, 1_200));
  }
}

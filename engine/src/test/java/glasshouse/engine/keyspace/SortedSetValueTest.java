package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work on a sorted set beside a TreeSet that does the same. */
class SortedSetValueTest {
  private record Pair(String name, double score) {}

  private static final Comparator<Pair> ORDER =
      Comparator.comparingDouble(Pair::score).thenComparing(Pair::name);

  private final SortedSetValue set = new SortedSetValue(new ValueRules(7));
  private final RankedList list = new RankedList();
  private final TreeMap<String, Double> scores = new TreeMap<>();
  private final TreeSet<Pair> order = new TreeSet<>(ORDER);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void staysEqualToATreeSet(long seed) {
    RandomSource random = new RandomSource(seed);
    int names = new int[] {20, 120, 300, 5_000}[(int) (seed & 3)];
    int steps = names * 8;
    for (int i = 0; i < steps; i++) {
      boolean shrinking = i % 4_000 > 2_500;
      String name = "m" + random.nextInt(names);
      double score = random.nextInt(seed > 4 ? 3 : 1_000);
      if (random.nextInt(100) < (shrinking ? 70 : 25)) {
        remove(name);
      } else {
        put(name, score);
      }
      if (i % (steps / 50) == 0) {
        compareAll(random);
      }
    }
    compareAll(random);
    for (String name : new ArrayList<>(scores.keySet())) {
      remove(name);
    }
    assertThat(set.size()).isZero();
  }

  private void put(String name, double score) {
    boolean fresh = set.put(Bytes.of(name), score);
    Double before = scores.put(name, score);
    assertThat(fresh).isEqualTo(before == null);
    if (before != null) {
      order.remove(new Pair(name, before));
    }
    order.add(new Pair(name, score));
  }

  private void remove(String name) {
    Double before = scores.remove(name);
    assertThat(set.remove(Bytes.of(name))).isEqualTo(before != null);
    if (before != null) {
      order.remove(new Pair(name, before));
    }
  }

  private void compareAll(RandomSource random) {
    List<Pair> expected = new ArrayList<>(order);
    assertThat(set.size()).isEqualTo(expected.size());
    assertThat(up(0, set.size())).isEqualTo(expected);
    assertThat(down(set.size() - 1, set.size())).isEqualTo(expected.reversed());
    if (expected.isEmpty()) {
      return;
    }
    int rank = random.nextInt(expected.size());
    int count = random.nextInt(expected.size() - rank) + 1;
    assertThat(up(rank, count)).isEqualTo(expected.subList(rank, rank + count));
    assertThat(down(rank + count - 1, count))
        .isEqualTo(expected.subList(rank, rank + count).reversed());
    Pair at = expected.get(rank);
    SortedSetValue.Member found = Objects.requireNonNull(set.find(Bytes.of(at.name())));
    assertThat(set.rank(found)).isEqualTo(rank);
    assertThat(set.at(rank)).isSameAs(found);
    long below = expected.stream().filter(p -> p.score() < at.score()).count();
    assertThat(set.countBelow(m -> m.score() < at.score())).isEqualTo((int) below);
    assertThat(scores).containsKey(Bytes.text(set.random(random).key()));
    for (Map.Entry<String, Double> entry : scores.entrySet()) {
      assertThat(Objects.requireNonNull(set.find(Bytes.of(entry.getKey()))).score())
          .isEqualTo(entry.getValue());
    }
  }

  private List<Pair> up(int from, int count) {
    List<Pair> seen = new ArrayList<>();
    set.range(from, count, m -> seen.add(new Pair(Bytes.text(m.key()), m.score())));
    return seen;
  }

  private List<Pair> down(int from, int count) {
    List<Pair> seen = new ArrayList<>();
    set.rangeDown(from, count, m -> seen.add(new Pair(Bytes.text(m.key()), m.score())));
    return seen;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theTreeIsWholeAfterEveryStep(long seed) {
    RandomSource random = new RandomSource(seed);
    List<SortedSetValue.Member> members = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      if (members.isEmpty() || random.nextInt(100) < (i < 8_000 ? 80 : 10)) {
        double score = seed == 11 ? i : seed == 12 ? -i : random.nextInt(50);
        SortedSetValue.Member made = new SortedSetValue.Member(Bytes.of("n" + i), score);
        members.add(made);
        list.add(made);
      } else {
        SortedSetValue.Member gone = members.remove(random.nextInt(members.size()));
        list.remove(gone);
      }
      if (!members.isEmpty() && random.nextInt(3) == 0) {
        list.move(members.get(random.nextInt(members.size())), random.nextInt(200) - 100.0);
      }
      if (i % 53 == 0) {
        list.verify();
      }
    }
    list.verify();
  }

  @Test
  void isAListpackUpToTheThresholdsAndASkiplistEverAfter() {
    for (int i = 0; i < 128; i++) {
      set.put(Bytes.of("m" + i), i);
    }
    assertThat(set.encoding()).isEqualTo("listpack");
    set.put(Bytes.of("m128"), 128);
    assertThat(set.encoding()).isEqualTo("skiplist");
    set.remove(Bytes.of("m128"));
    assertThat(set.encoding()).isEqualTo("skiplist");
    assertThat(set.copy().encoding()).isEqualTo("skiplist");

    SortedSetValue other = new SortedSetValue(new ValueRules(7));
    other.put(new byte[64], 1);
    assertThat(other.encoding()).isEqualTo("listpack");
    other.put(new byte[65], 1);
    assertThat(other.encoding()).isEqualTo("skiplist");
  }

  @Test
  void ordersInfinitiesZerosAndBytesAbove127() {
    set.put(Bytes.of("b"), 0.0);
    set.put(Bytes.of("a"), -0.0);
    set.put(new byte[] {(byte) 0xff}, 0.0);
    set.put(Bytes.of("top"), Double.POSITIVE_INFINITY);
    set.put(Bytes.of("low"), Double.NEGATIVE_INFINITY);
    List<String> names = new ArrayList<>();
    set.forEach(m -> names.add(Bytes.text(m.key())));
    assertThat(names).containsExactly("low", "a", "b", "\u00ff", "top");
  }

  @Test
  void aCopySharesNothing() {
    set.put(Bytes.of("a"), 1);
    SortedSetValue twin = set.copy();
    set.put(Bytes.of("a"), 2);
    set.put(Bytes.of("b"), 3);
    assertThat(twin.size()).isEqualTo(1);
    assertThat(twin.at(0).score()).isEqualTo(1.0);
  }
}

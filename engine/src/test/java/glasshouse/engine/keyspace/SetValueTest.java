package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work on a set beside a TreeSet, and when it stops being an intset. */
class SetValueTest {
  private final SetValue set = new SetValue(new ValueRules(7));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void staysEqualToATreeSet(long seed) {
    RandomSource random = new RandomSource(seed);
    TreeSet<String> model = new TreeSet<>();
    String prefix = seed > 2 ? "w" : "";
    int names = seed == 1 ? 300 : 3_000;
    for (int i = 0; i < 20_000; i++) {
      byte[] name = Bytes.of(prefix + (random.nextInt(names) - names / 2));
      byte[] buffer = Bytes.of("<" + Bytes.text(name) + ">");
      if (random.nextInt(100) < 40) {
        assertThat(set.remove(buffer, 1, name.length)).isEqualTo(model.remove(Bytes.text(name)));
      } else {
        boolean fresh = model.add(Bytes.text(name));
        assertThat(i % 2 == 0 ? set.add(name) : set.add(buffer, 1, name.length)).isEqualTo(fresh);
      }
      assertThat(set.contains(name)).isEqualTo(model.contains(Bytes.text(name)));
      assertThat(set.size()).isEqualTo(model.size());
    }
    assertThat(new TreeSet<>(members(set))).isEqualTo(model);
    assertThat(new TreeSet<>(members(set.copy()))).isEqualTo(model);
    assertThat(members(set)).hasSameSizeAs(model);
    assertThat(model).contains(Bytes.text(set.random(random)));
  }

  @Test
  void isAnIntsetUntilItIsTooLargeOrHoldsAWord() {
    for (int i = 0; i < 512; i++) {
      set.add(Bytes.of("" + i));
    }
    assertThat(set.encoding()).isEqualTo("intset");
    set.add(Bytes.of("512"));
    assertThat(set.encoding()).isEqualTo("hashtable");
    SetValue words = new SetValue(new ValueRules(7));
    words.add(Bytes.of("1"));
    words.add(Bytes.of("01"));
    assertThat(words.encoding()).isEqualTo("hashtable");
    assertThat(members(words)).containsExactlyInAnyOrder("1", "01");
  }

  @Test
  void anIntsetIsInRisingOrder() {
    for (String number : new String[] {"10", "-5", "9223372036854775807", "2"}) {
      set.add(Bytes.of(number));
    }
    assertThat(members(set)).containsExactly("-5", "2", "10", "9223372036854775807");
  }

  private static List<String> members(SetValue of) {
    List<String> all = new ArrayList<>();
    of.forEach(m -> all.add(Bytes.text(m)));
    return all;
  }
}

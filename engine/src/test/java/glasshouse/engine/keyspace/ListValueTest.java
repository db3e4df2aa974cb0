package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work on a list beside an ArrayList, with elements that fill, split and join its runs. */
class ListValueTest {
  private final ListValue list = new ListValue();
  private final List<String> model = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void staysEqualToAnArrayList(long seed) {
    RandomSource random = new RandomSource(seed);
    int longest = seed % 3 == 0 ? 9000 : seed % 3 == 1 ? 8 : 300;
    for (int i = 0; i < 20_000; i++) {
      // Phases of growth and of shrinking, so that every size is passed several times.
      boolean grow = model.isEmpty() || random.nextInt(100) < (i / 2500 % 2 == 0 ? 65 : 35);
      if (grow) {
        add(random, longest);
      } else {
        drop(random);
      }
      assertThat(list.size()).isEqualTo(model.size());
      if (i % 500 == 0) {
        assertThat(elements(list)).isEqualTo(model);
        assertThat(elements(list.copy())).isEqualTo(model);
      }
    }
    assertThat(elements(list)).isEqualTo(model);
  }

  private void add(RandomSource random, int longest) {
    String element = "e".repeat(random.nextInt(longest)) + random.nextInt(5);
    byte[] buffer = Bytes.of("<" + element + ">");
    int at = random.nextInt(model.size() + 1);
    switch (random.nextInt(5)) {
      case 0 -> {
        list.pushHead(buffer, 1, element.length());
        model.addFirst(element);
      }
      case 1 -> {
        list.pushTail(buffer, 1, element.length());
        model.add(element);
      }
      case 2 -> {
        if (at < model.size()) {
          list.set(at, buffer, 1, element.length());
          model.set(at, element);
        }
      }
      default -> {
        list.insert(at, buffer, 1, element.length());
        model.add(at, element);
      }
    }
  }

  private void drop(RandomSource random) {
    int at = random.nextInt(model.size());
    switch (random.nextInt(6)) {
      case 0 -> assertThat(Bytes.text(list.popHead())).isEqualTo(model.removeFirst());
      case 1 -> assertThat(Bytes.text(list.popTail())).isEqualTo(model.removeLast());
      case 2 -> {
        byte[] wanted = Bytes.of(model.get(at));
        int up = list.find(wanted, 0, wanted.length, 0, model.size() - 1);
        int down = list.find(wanted, 0, wanted.length, model.size() - 1, 0);
        assertThat(up).isEqualTo(model.indexOf(Bytes.text(wanted)));
        assertThat(down).isEqualTo(model.lastIndexOf(Bytes.text(wanted)));
      }
      case 3 -> {
        int count = Math.min(random.nextInt(20), model.size() - at);
        list.remove(at, count);
        model.subList(at, at + count).clear();
      }
      case 4 -> {
        int to = Math.max(at, model.size() - 1 - random.nextInt(3));
        int from = Math.min(at, random.nextInt(3));
        list.trim(from, to);
        model.subList(to + 1, model.size()).clear();
        model.subList(0, from).clear();
      }
      default -> {
        assertThat(Bytes.text(list.get(at))).isEqualTo(model.get(at));
        list.remove(at, 1);
        model.remove(at);
      }
    }
  }

  @Test
  void walksBothWays() {
    for (int i = 0; i < 5000; i++) {
      list.pushTail(Bytes.of("" + i));
    }
    List<String> seen = new ArrayList<>();
    list.range(4998, 2, (b, o, l) -> seen.add(Bytes.text(b).substring(o, o + l)));
    list.rangeDown(1, 2, (b, o, l) -> seen.add(Bytes.text(b).substring(o, o + l)));
    list.range(0, 0, (b, o, l) -> seen.add("none"));
    assertThat(seen).containsExactly("4998", "4999", "1", "0");
  }

  @Test
  void aQueueThatNeverEndsStaysSmall() {
    for (int i = 0; i < 100_000; i++) {
      list.pushHead(Bytes.of("job " + i));
      if (i >= 10) {
        assertThat(Bytes.text(list.popTail())).isEqualTo("job " + (i - 10));
      }
    }
    assertThat(list.size()).isEqualTo(10);
  }

  @Test
  void aCopyIsIndependent() {
    list.pushTail(Bytes.of("a"));
    ListValue twin = list.copy();
    list.set(0, Bytes.of("b"), 0, 1);
    assertThat(elements(twin)).containsExactly("a");
    assertThat(elements(list)).containsExactly("b");
    assertThat(list.encoding()).isEqualTo("quicklist");
  }

  private static List<String> elements(ListValue list) {
    List<String> all = new ArrayList<>();
    list.range(0, list.size(), (b, o, l) -> all.add(Bytes.text(b).substring(o, o + l)));
    return all;
  }
}

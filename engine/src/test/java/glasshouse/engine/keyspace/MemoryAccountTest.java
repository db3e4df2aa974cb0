package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import glasshouse.engine.base.Bytes;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What {@link Keyspace#memory} says, beside a walk over all objects. */
class MemoryAccountTest {
  private final Keyspace keyspace = new Keyspace(2, new ValueRules(7));
  private final Database db = keyspace.database(0);
  private final Random random = new Random(1);

  private byte[] word(int longest) {
    return Bytes.of("x".repeat(random.nextInt(longest)) + random.nextInt(300));
  }

  private static long walked(Value value) {
    return HeapWalk.of(value);
  }

  private void change(int times, Value value, Consumer<byte[]> change) {
    KeyEntry entry = db.set(word(20), value);
    for (int i = 0; i < times; i++) {
      db.beforeChange(entry);
      change.accept(word(i % 50 == 0 ? 100 : 20));
      keyspace.settle();
      if (i % 97 == 0) {
        assertThat(value.memory()).isEqualTo(walked(value));
      }
    }
  }

  @Test
  void stringsWeighWhatTheyTake() {
    for (String text : new String[] {"", "a", "12345", "-9223372036854775808", "x".repeat(1000)}) {
      StringValue value = new StringValue(Bytes.of(text));
      assertThat(value.memory()).isEqualTo(walked(value));
      value.append(Bytes.of("more"), 0, 4);
      assertThat(value.memory()).isEqualTo(walked(value));
    }
  }

  @Test
  void listsWeighWhatTheirRunsTake() {
    ListValue list = new ListValue();
    change(
        5000,
        list,
        word -> {
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> list.pushHead(word);
            case 3, 4, 5 -> list.pushTail(word);
            case 6 -> list.insert(random.nextInt(list.size() + 1), word, 0, word.length);
            default -> list.remove(0, Math.min(list.size(), random.nextInt(8)));
          }
        });
    list.remove(3, list.size() - 5);
    assertThat(list.memory()).isEqualTo(walked(list));
  }

  @Test
  void setsWeighWhatTheirMembersTake() {
    SetValue set = new SetValue(keyspace.rules());
    change(3000, set, word -> assertThat(set.add(word) || set.remove(word)).isTrue());
  }

  @Test
  void hashesWeighWhatTheirFieldsTake() {
    HashValue hash = new HashValue(keyspace.rules());
    byte[] always = Bytes.of("always");
    hash.put(always, always);
    change(
        3000,
        hash,
        word -> {
          if (random.nextInt(3) > 0) {
            hash.put(word, word(30));
          } else {
            hash.remove(word);
          }
          hash.find(always, 0, always.length);
        });
  }

  @Test
  void largeSortedSetsWeighAboutWhatTheyTake() {
    SortedSetValue set = new SortedSetValue(keyspace.rules());
    for (int i = 0; i < 20_000; i++) {
      set.put(Bytes.of("member" + random.nextInt(8000)), random.nextInt(1000));
      if (i < 100) {
        assertThat(set.memory()).isEqualTo(walked(set));
      }
      set.remove(Bytes.of("member" + random.nextInt(8000)));
    }
    assertThat(set.memory()).isCloseTo(walked(set), withinPercentage(5));
  }

  @Test
  void keysComeAndGoWithAllTheirWeight() {
    final long empty = keyspace.memory();
    for (int i = 0; i < 2000; i++) {
      KeyEntry entry = db.set(Bytes.of("key:" + random.nextInt(500)), new StringValue(word(60)));
      if (i % 3 == 0) {
        db.expireAt(entry, i);
      }
      if (i % 5 == 0) {
        db.delete(Bytes.of("key:" + random.nextInt(500)));
      }
      if (i % 7 == 0) {
        keyspace.swap(0, 1);
      }
    }
    long[] recount = {empty};
    for (int i = 0; i < 2; i++) {
      recount[0] += keyspace.database(i).overhead() + keyspace.database(i).expiryOverhead();
      keyspace
          .database(i)
          .forEach(e -> recount[0] += Heap.array(e.key().length) + e.value().memory());
    }
    assertThat(keyspace.memory()).isEqualTo(recount[0]);
    keyspace.clear();
    assertThat(keyspace.memory()).isEqualTo(empty);
  }

  @Test
  void anEntryWithoutExpiryTakesThirtyTwoBytes() {
    KeyEntry entry = db.set(Bytes.of("0123456789abcdef"), new StringValue(1));
    assertThat(KeyEntry.WEIGHT).isEqualTo(32);
    assertThat(HeapWalk.of(entry)).isEqualTo(32 + 32 + entry.value().memory());
    db.expireAt(entry, 1);
    assertThat(HeapWalk.of(entry)).isEqualTo(32 + 32 + entry.value().memory() + Deadline.WEIGHT);
  }

  @Test
  void aHundredFailedSnapshotsLeaveNoEntryUnsaved() {
    KeyEntry entry = db.set(Bytes.of("key"), new StringValue(1));
    for (int i = 0; i < 1000; i++) {
      keyspace.startSnapshot((in, saved) -> {});
      assertThat(keyspace.unsaved(entry)).isTrue();
      keyspace.endSnapshot(false);
    }
  }
}

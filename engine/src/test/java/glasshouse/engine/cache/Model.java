package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a bucket should hold: texts, and buckets by their names. */
final class Model {
  final TreeMap<String, Object> entries = new TreeMap<>();
  long sequence;

  Model copy() {
    Model copy = new Model();
    copy.sequence = sequence;
    entries.forEach(
        (key, value) -> copy.entries.put(key, value instanceof Model inner ? inner.copy() : value));
    return copy;
  }

  /** A bucket, whoever keeps it, as far as {@link #change} changes it. */
  interface Hand {
    Hand inner(byte[] name);

    void create(byte[] name);

    void drop(byte[] name);

    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /** Counts up; {@code expected} is what must come of it. */
    void count(long expected);
  }

  private record OurHand(Bucket bucket) implements Hand {
    @Override
    public Hand inner(byte[] name) {
      Bucket found = bucket.bucket(name);
      assertThat(found).isNotNull();
      return new OurHand(found);
    }

    @Override
    public void create(byte[] name) {
      bucket.createBucket(name);
    }

    @Override
    public void drop(byte[] name) {
      bucket.deleteBucket(name);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      bucket.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      bucket.delete(key);
    }

    @Override
    public void count(long expected) {
      assertThat(bucket.nextSequence()).isEqualTo(expected);
    }
  }

  /** Does one thing at random to both the model and our store. */
  void change(Random random, Bucket bucket, int depth, int longest) {
    change(random, new OurHand(bucket), depth, longest);
  }

  /** Does one thing at random to both the model and a store. */
  void change(Random random, Hand bucket, int depth, int longest) {
    String key = "k" + random.nextInt(400);
    byte[] name = Bytes.of(key);
    Object there = entries.get(key);
    int dice = random.nextInt(100);
    if (there instanceof Model inner) {
      if (dice < 3) {
        bucket.drop(name);
        entries.remove(key);
      } else {
        inner.change(random, bucket.inner(name), depth + 1, longest);
      }
    } else if (dice < 55) {
      String value = text(random, longest);
      bucket.put(name, Bytes.of(value));
      entries.put(key, value);
    } else if (dice < 90) {
      bucket.delete(name);
      entries.remove(key);
    } else if (dice < 93) {
      sequence++;
      bucket.count(sequence);
    } else if (dice < 97 && there == null && depth < 3) {
      bucket.create(name);
      entries.put(key, new Model());
    } else {
      int from = random.nextInt(400);
      int to = from + random.nextInt(60);
      for (int i = from; i < to; i++) {
        String many = "k" + i;
        if (!(entries.get(many) instanceof Model)) {
          if (dice == 98) {
            entries.remove(many);
            bucket.delete(Bytes.of(many));
          } else {
            entries.put(many, "v" + i);
            bucket.put(Bytes.of(many), Bytes.of("v" + i));
          }
        }
      }
    }
  }

  private static String text(Random random, int longest) {
    int length = random.nextInt(20) == 0 ? random.nextInt(longest) : random.nextInt(40);
    return Character.toString('a' + random.nextInt(26)).repeat(length);
  }

  /** The bucket holds just what the model does, whichever way one walks. */
  void holds(Bucket bucket) {
    assertThat(bucket.sequence()).isEqualTo(sequence);
    Cursor cursor = bucket.cursor();
    Cursor.Entry entry = cursor.first();
    for (Map.Entry<String, Object> expected : entries.entrySet()) {
      holds(bucket, entry, expected.getKey(), expected.getValue());
      entry = cursor.next();
    }
    assertThat(entry).isNull();
    entry = cursor.last();
    for (String key : entries.descendingKeySet()) {
      assertThat(entry).isNotNull();
      assertThat(Bytes.text(entry.key())).isEqualTo(key);
      entry = cursor.previous();
    }
    assertThat(entry).isNull();
  }

  private static void holds(
      Bucket bucket, Cursor.@Nullable Entry entry, String key, Object expected) {
    assertThat(entry).as("entry at %s", key).isNotNull();
    assertThat(Bytes.text(entry.key())).isEqualTo(key);
    byte[] name = Bytes.of(key);
    if (expected instanceof Model inner) {
      assertThat(entry.isBucket()).isTrue();
      assertThat(bucket.get(name)).isNull();
      Bucket found = bucket.bucket(name);
      assertThat(found).isNotNull();
      inner.holds(found);
    } else {
      byte[] value = bucket.get(name);
      assertThat(value).isNotNull();
      assertThat(Bytes.text(value)).isEqualTo(expected);
      assertThat(entry.value()).isEqualTo(value);
    }
  }
}

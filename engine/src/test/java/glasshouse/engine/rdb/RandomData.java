package glasshouse.engine.rdb;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.port.RandomSource;

/** Keys of all types in several databases, decided by a seed. */
public final class RandomData {
  private static final int FAR = 100_000_000;
  private static final byte[] FIELD = Bytes.of("field");
  private final RandomSource random;
  private final ValueRules rules;
  private final boolean plain;

  private RandomData(RandomSource random, ValueRules rules, boolean plain) {
    this.random = random;
    this.rules = rules;
    this.plain = plain;
  }

  /** Fills databases 0, 1, 2 and 15 with {@code keys} keys in all, a third of which expire. */
  public static void fill(Keyspace keyspace, long seed, int keys, long now) {
    new RandomData(new RandomSource(seed), keyspace.rules(), false).fill(keyspace, keys, now);
  }

  /**
   * As {@link #fill}, but for readers that know less: no score is infinite, all entries of a stream
   * have one field.
   */
  public static void fillPlain(Keyspace keyspace, long seed, int keys, long now) {
    new RandomData(new RandomSource(seed), keyspace.rules(), true).fill(keyspace, keys, now);
  }

  private void fill(Keyspace keyspace, int keys, long now) {
    int[] dbs = {0, 1, 2, 15};
    for (int i = 0; i < keys; i++) {
      Database db = keyspace.database(dbs[random.nextInt(dbs.length)]);
      byte[] key = random.nextInt(4) == 0 ? Bytes.of("" + i) : Bytes.of("key:" + i);
      var entry = db.set(key, value());
      if (random.nextInt(3) == 0) {
        db.expireAt(entry, now + FAR + random.nextInt(1 << 20));
      }
    }
  }

  private Value value() {
    int size = 1 + (random.nextInt(3) == 0 ? random.nextInt(700) : random.nextInt(12));
    switch (random.nextInt(7)) {
      case 0:
        ListValue list = new ListValue();
        for (int i = 0; i < size; i++) {
          list.pushTail(bytes());
        }
        return list;
      case 1:
        SetValue set = new SetValue(rules);
        for (int i = 0; i < size; i++) {
          set.add(bytes());
        }
        return set;
      case 2:
        SetValue numbers = new SetValue(rules);
        int shift = random.nextInt(64);
        for (int i = 0; i < size; i++) {
          numbers.add(Bytes.of("" + (random.nextLong() >> shift)));
        }
        return numbers;
      case 3:
        HashValue hash = new HashValue(rules);
        for (int i = 0; i < size; i++) {
          hash.put(bytes(), bytes());
        }
        return hash;
      case 4:
        SortedSetValue scored = new SortedSetValue(rules);
        for (int i = 0; i < size; i++) {
          scored.put(bytes(), score());
        }
        return scored;
      case 5:
        return stream(size);
      default:
        return new StringValue(bytes());
    }
  }

  private StreamValue stream(int size) {
    StreamValue stream = new StreamValue(rules);
    StreamGroup group = new StreamGroup(bytes(), StreamId.MIN, StreamGroup.UNKNOWN);
    StreamGroup idle = new StreamGroup(Bytes.of("idle"), StreamId.MAX, 7);
    long step = 1L + random.nextInt(1 << random.nextInt(20));
    for (int i = 0; i < size; i++) {
      StreamId last = stream.lastId();
      StreamId id = random.nextInt(3) == 0 ? last.next() : new StreamId(last.ms() + step, i);
      stream.append(id, random.nextInt(4) == 0 ? fields() : new SomeFields(FIELD, bytes()));
      if (random.nextInt(4) == 0) {
        byte[] name = Bytes.of("consumer " + random.nextInt(4));
        StreamConsumer known = group.consumer(name);
        group.deliver(
            id, known == null ? group.addConsumer(name, i) : known, i, random.nextInt(300));
        group.lastId(id);
      }
      if (random.nextInt(5) == 0) {
        stream.remove(new StreamId(step, 1));
        stream.remove(id);
        stream.maxDeletedId(id);
      }
    }
    stream.findFirst();
    if (random.nextInt(2) == 0) {
      stream.addGroup(group);
      stream.addGroup(idle);
    }
    return stream;
  }

  private SomeFields fields() {
    byte[][] words = new byte[plain ? 2 : 2 + 2 * random.nextInt(3)][];
    for (int i = 0; i < words.length; i++) {
      words[i] = bytes();
    }
    return new SomeFields(words);
  }

  private double score() {
    return switch (random.nextInt(plain ? 6 : 8)) {
      case 6 -> Double.POSITIVE_INFINITY;
      case 7 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextDouble() * 1e-300;
      case 4 -> random.nextInt(1000) - 500;
      case 5 -> random.nextLong();
      case 0 -> random.nextDouble() * 1e17;
      default -> random.nextDouble();
    };
  }

  private byte[] bytes() {
    switch (random.nextInt(5)) {
      case 0:
        return Bytes.of("" + (random.nextLong() >> random.nextInt(64)));
      case 1:
        return Bytes.of("ab".repeat(random.nextInt(random.nextInt(10) == 0 ? 3000 : 30)));
      case 2:
        byte[] noise = new byte[random.nextInt(random.nextInt(20) == 0 ? 20_000 : 70)];
        for (int i = 0; i < noise.length; i++) {
          noise[i] = (byte) random.nextInt(256);
        }
        return noise;
      default:
        return Bytes.of("element-" + random.nextInt(1_000_000));
    }
  }
}

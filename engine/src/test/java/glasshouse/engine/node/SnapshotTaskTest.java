package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.rdb.AuxField;
import glasshouse.engine.rdb.Expiries;
import glasshouse.engine.rdb.RandomData;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.rdb.RdbFormat;
import glasshouse.engine.rdb.SomeFields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTaskTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final int[] DBS = {0, 1, 2, 15, 3};

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private static Keyspace empty() {
    return new Keyspace(16, new ValueRules(7));
  }

  private static Keyspace copy(Keyspace of) {
    Keyspace twin = empty();
    for (int i = 0; i < of.count(); i++) {
      Database into = twin.database(i);
      of.database(i)
          .forEach(
              entry -> {
                KeyEntry made = into.set(entry.key(), entry.value().copy());
                if (entry.expireAt() != KeyEntry.NEVER) {
                  into.expireAt(made, entry.expireAt());
                }
              });
    }
    return twin;
  }

  private SnapshotTask start(Keyspace keyspace) {
    return SnapshotTask.start(
        keyspace, RdbFormat.REDIS_7, SnapshotTask.Around.NOTHING, entry -> true, file::writeBytes);
  }

  private Keyspace loaded() throws RdbException {
    Keyspace into = empty();
    Loader loader = new Loader(into, false, NOW, true, (_, _) -> {});
    byte[] bytes = file.toByteArray();
    assertThat(loader.feed(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    loader.finish();
    return into;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void holdsWhatWasThereAtTheStartWhateverHappensMeanwhile(long seed) throws RdbException {
    RandomSource random = new RandomSource(seed);
    Keyspace keyspace = empty();
    RandomData.fill(keyspace, seed, 400, NOW);
    for (int round = 0; round < 3; round++) {
      file.reset();
      Keyspace before = copy(keyspace);
      SnapshotTask task = start(keyspace);
      assertThat(task.total()).isEqualTo(before.size());
      while (!task.run(1 + random.nextInt(20))) {
        for (int i = random.nextInt(40); i > 0; i--) {
          change(keyspace, random);
        }
      }
      assertThat(task.done()).isEqualTo(task.total());
      assertThat(task.bytes()).isEqualTo(file.size());
      Keyspace loaded = loaded();
      assertThat(Digest.of(loaded)).describedAs("seed %d", seed).isEqualTo(Digest.of(before));
      assertThat(Expiries.of(loaded)).isEqualTo(Expiries.of(before));
    }
  }

  private static void change(Keyspace keyspace, RandomSource random) {
    Database db = keyspace.database(DBS[random.nextInt(DBS.length)]);
    KeyEntry entry = db.random(random);
    int what = random.nextInt(200);
    if (what == 0) {
      keyspace.clear();
    } else if (what < 3) {
      db.clear();
    } else if (what < 8) {
      keyspace.swap(db.index(), DBS[random.nextInt(DBS.length)]);
    } else if (entry == null || what < 60) {
      db.set(Bytes.of("new:" + random.nextInt(300)), new StringValue(random.nextLong()));
    } else if (what < 90) {
      db.delete(entry.key());
    } else if (what < 110) {
      db.expireAt(entry, NOW + random.nextInt(1000) - 500);
    } else if (what < 120) {
      db.persist(entry);
    } else if (what < 130) {
      db.find(entry.key(), NOW + (1L << 40));
    } else if (what < 150) {
      db.replace(entry, new StringValue(Bytes.of("replaced")));
    } else if (what < 160) {
      db.set(entry.key(), new StringValue(Bytes.of("set")));
    } else {
      db.beforeChange(entry);
      inPlace(entry, random);
    }
  }

  private static void inPlace(KeyEntry entry, RandomSource random) {
    byte[] some = Bytes.of("in place " + random.nextInt(100));
    switch (entry.value()) {
      case StringValue string -> string.append(some, 0, some.length);
      case ListValue list -> list.pushHead(some);
      case SetValue set -> set.add(some);
      case HashValue hash -> hash.put(some, some);
      case SortedSetValue set -> set.put(some, random.nextInt(10));
      case StreamValue stream -> stream.append(stream.lastId().next(), new SomeFields(some, some));
    }
  }

  @Test
  void tablesThatGoAsAWholeAreNotSavedAtOnce() throws RdbException {
    Keyspace keyspace = empty();
    RandomData.fill(keyspace, 5, 300, NOW);
    Keyspace before = copy(keyspace);
    SnapshotTask task = start(keyspace);
    keyspace.swap(0, 1);
    change(keyspace, new RandomSource(4));
    long saved = task.done();
    keyspace.swap(0, 3);
    keyspace.database(2).clear();
    Keyspace other = empty();
    RandomData.fill(other, 6, 50, NOW);
    keyspace.adopt(other);
    keyspace.swap(1, 2);
    keyspace.clear();
    assertThat(task.done()).isEqualTo(saved).isLessThan(task.total());
    while (!task.run(20)) {
      change(keyspace, new RandomSource(5));
    }
    assertThat(Digest.of(loaded())).isEqualTo(Digest.of(before));
  }

  @Test
  void isDoneInSlicesAndEndsWithoutATrace() throws RdbException {
    Keyspace keyspace = empty();
    RandomData.fill(keyspace, 3, 300, NOW);
    SnapshotTask task = start(keyspace);
    assertThat(task.run(100)).isFalse();
    assertThat(task.done()).isBetween(1L, 250L);
    task.cancel();
    long saved = task.done();
    keyspace.clear();
    assertThat(task.done()).isEqualTo(saved);
    file.reset();
    assertThat(start(keyspace).run(1000)).isTrue();
    assertThat(loaded().size()).isZero();
  }

  @Test
  void savesAllAtOnceWhileAnotherSnapshotRuns() throws RdbException {
    Keyspace keyspace = empty();
    RandomData.fill(keyspace, 4, 300, NOW);
    SnapshotTask task = start(keyspace);
    task.run(10);
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    SnapshotTask.saveNow(
        keyspace, RdbFormat.REDIS_7, SnapshotTask.Around.NOTHING, entry -> true, other::writeBytes);
    assertThat(task.run(10_000)).isTrue();
    assertThat(Digest.of(loaded())).isEqualTo(Digest.of(keyspace));
    file.reset();
    file.writeBytes(other.toByteArray());
    assertThat(Digest.of(loaded())).isEqualTo(Digest.of(keyspace));
  }

  @Test
  void keepsWhatWasThereWhenOtherDataIsAdopted() throws RdbException {
    for (int before : new int[] {1, 100, 250}) {
      file.reset();
      Keyspace keyspace = empty();
      RandomData.fill(keyspace, 5, 300, NOW);
      final String digest = Digest.of(keyspace);
      Keyspace other = empty();
      RandomData.fill(other, 6, 300, NOW);
      final String otherDigest = Digest.of(other);
      SnapshotTask task = start(keyspace);
      task.run(before);
      keyspace.adopt(other);
      assertThat(task.run(10_000)).isTrue();
      assertThat(Digest.of(loaded())).isEqualTo(digest);
      file.reset();
      assertThat(start(keyspace).run(10_000)).isTrue();
      assertThat(Digest.of(loaded())).isEqualTo(otherDigest);
    }
  }

  @Test
  void aLargeValueEndsASliceAndLeavesInChunks() {
    Keyspace keyspace = empty();
    byte[] noise = new byte[1 << 19];
    RandomSource random = new RandomSource(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextLong();
    }
    for (int i = 0; i < 64; i++) {
      keyspace.database(0).set(Bytes.of("k" + i), new StringValue(noise));
    }
    SnapshotTask task =
        SnapshotTask.start(
            keyspace,
            RdbFormat.REDIS_7,
            SnapshotTask.Around.NOTHING,
            entry -> true,
            chunk -> {
              assertThat(chunk.length).isBetween(1, 64 * 1024);
              file.writeBytes(chunk);
            });
    int slices = 1;
    while (!task.run(1000)) {
      slices++;
    }
    assertThat(slices).isBetween(3, 8);
    assertThat(file.size()).isGreaterThan(64 * noise.length);
  }

  @Test
  void auxiliaryFieldsStandWhereTheyBelong() throws RdbException {
    SnapshotTask.saveNow(
        empty(),
        RdbFormat.REDIS_7,
        new SnapshotTask.Around(
            List.of(AuxField.of("redis-ver", "7.0.15"), AuxField.of("ctime", 1_700_000_000L)),
            List.of(Bytes.of("#!lua name=a\n")),
            List.of(AuxField.of("lua", "return 1"))),
        entry -> true,
        file::writeBytes);
    String text = file.toString(StandardCharsets.ISO_8859_1);
    assertThat(text)
        .startsWith(
            "REDIS0010\u00fa\tredis-ver\u00067.0.15\u00fa\u0005ctime\u00c2\u0000\u00f1Se"
                + "\u00f5\r#!lua name=a\n")
        .contains("=a\n\u00fa\u0003lua\u0008return 1\u00ff");
  }
}

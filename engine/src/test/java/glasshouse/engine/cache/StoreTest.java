package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.StoreLatches;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store promises and what it refuses, by name. */
class StoreTest {
  private static final byte[] A = Bytes.of("a");
  private static final byte[] B = Bytes.of("b");

  private final MemoryPages file = new MemoryPages();
  private final Store store = Store.open(file, StoreOptions.DEFAULT, StoreLatches.alone());

  private static void refuses(StoreFault.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(StoreFault.class))
        .extracting(StoreFault::kind)
        .isEqualTo(kind);
  }

  private static Bucket bucket(Tx tx, byte[] name) {
    return Objects.requireNonNull(tx.bucket(name));
  }

  private byte @Nullable [] value(byte[] key) {
    try (Tx tx = store.begin(false)) {
      return bucket(tx, A).get(key);
    }
  }

  @Test
  void aNewFileIsWhatBboltMakes() {
    byte[] pages = file.content();
    assertThat(pages).hasSize(16384);
    MemorySegment memory = MemorySegment.ofArray(pages);
    assertThat(memory.get(Layout.U64, 72)).isEqualTo(0x07516e114689fdeeL);
    assertThat(memory.get(Layout.U64, 4096 + 72)).isEqualTo(0x264c351a5179480fL);
    assertThat(file.deeds).hasSize(2);
  }

  @Test
  void anEmptyUpdateWritesAFreelistAndAMeta() {
    // The first ones make the file grow, which is synced for itself.
    store.update(_ -> {});
    store.update(_ -> {});
    int before = file.deeds.size();
    store.update(_ -> {});
    assertThat(file.deeds.subList(before, file.deeds.size()))
        .filteredOn(deed -> deed instanceof MemoryPages.Deed.Synced)
        .hasSize(2);
  }

  @Test
  void refusalsHaveNames() {
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          a.put(B, B);
          a.createBucket(A);
          refuses(StoreFault.Kind.BUCKET_EXISTS, () -> tx.createBucket(A));
          refuses(StoreFault.Kind.BUCKET_EXISTS, () -> a.createBucket(A));
          refuses(StoreFault.Kind.INCOMPATIBLE_VALUE, () -> a.createBucket(B));
          refuses(StoreFault.Kind.INCOMPATIBLE_VALUE, () -> a.put(A, B));
          refuses(StoreFault.Kind.INCOMPATIBLE_VALUE, () -> a.delete(A));
          refuses(StoreFault.Kind.INCOMPATIBLE_VALUE, () -> a.deleteBucket(B));
          refuses(StoreFault.Kind.BUCKET_MISSING, () -> tx.deleteBucket(B));
          refuses(StoreFault.Kind.KEY_REQUIRED, () -> a.put(Bytes.EMPTY, B));
          refuses(StoreFault.Kind.KEY_TOO_LARGE, () -> a.put(new byte[32769], B));
          refuses(StoreFault.Kind.TX_MANAGED, tx::commit);
          refuses(StoreFault.Kind.TX_MANAGED, tx::rollback);
        });
    Tx reading = store.begin(false);
    refuses(StoreFault.Kind.READ_ONLY, () -> bucket(reading, A).put(B, A));
    refuses(StoreFault.Kind.READ_ONLY, reading::commit);
    reading.rollback();
    refuses(StoreFault.Kind.TX_CLOSED, reading::rollback);
    refuses(StoreFault.Kind.TX_CLOSED, () -> reading.bucket(A));
    store.close();
    store.close();
    refuses(StoreFault.Kind.CLOSED, () -> store.begin(false));
    refuses(StoreFault.Kind.CLOSED, () -> store.begin(true));
  }

  @Test
  void anEmptyValueIsNotAMissingOne() {
    store.update(tx -> tx.createBucket(A).put(B, Bytes.EMPTY));
    assertThat(value(B)).isEmpty();
    assertThat(value(A)).isNull();
  }

  @Test
  void theKeyMayChangeAfterPut() {
    byte[] key = {1};
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          a.put(key, B);
          key[0] = 9;
          a.put(new byte[] {5}, B);
        });
    assertThat(Check.of(file.map(file.size()))).isEmpty();
  }

  @Test
  void whoWaitsForItselfIsSaid() {
    assertThatThrownBy(() -> store.update(_ -> store.update(_ -> {})))
        .hasMessageContaining("begin of a writing tx would wait for ever for WRITER");
    Tx open = store.begin(false);
    assertThatThrownBy(store::close).hasMessageContaining("for MAP");
    open.rollback();
  }

  @Test
  void aWriterInAReaderHangsOnlyWhenTheMapGrows() {
    Store mapped = Store.open(file, StoreOptions.DEFAULT.mapping(64 << 10), StoreLatches.alone());
    mapped.update(tx -> tx.createBucket(A));
    Tx reader = mapped.begin(false);
    mapped.update(tx -> bucket(tx, A).put(B, new byte[100]));
    assertThatThrownBy(() -> mapped.update(tx -> bucket(tx, A).put(B, new byte[60_000])))
        .hasMessageContaining("for MAP, held by [reading tx 2]");
    reader.rollback();
    mapped.update(tx -> bucket(tx, A).put(B, new byte[60_000]));
  }

  @Test
  void aReaderPinsWhatItSees() {
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          for (int i = 0; i < 1000; i++) {
            a.put(Bytes.of("key" + i), new byte[100]);
          }
        });
    Store wide = Store.open(file, StoreOptions.DEFAULT.mapping(16 << 20), StoreLatches.alone());
    Tx reader = wide.begin(false);
    for (int i = 0; i < 500; i++) {
      byte[] key = Bytes.of("key" + i % 1000);
      wide.update(tx -> bucket(tx, A).put(key, new byte[101]));
    }
    long pinned = wide.stats().pendingPages();
    assertThat(bucket(reader, A).get(Bytes.of("key1"))).hasSize(100);
    reader.rollback();
    wide.update(_ -> {});
    assertThat(pinned).isGreaterThan(20);
    assertThat(wide.stats().pendingPages()).isLessThan(5);
  }

  @Test
  void aFullDiskLeavesTheStateBefore() {
    store.update(tx -> tx.createBucket(A).put(A, A));
    for (int spare = 0; spare < 6; spare++) {
      MemoryPages full = new MemoryPages(file.content());
      Store other = Store.open(full, StoreOptions.DEFAULT, StoreLatches.alone());
      full.failAfter = spare;
      refuses(StoreFault.Kind.IO, () -> other.update(tx -> bucket(tx, A).put(B, new byte[60_000])));
      full.failAfter = Integer.MAX_VALUE;
      assertThat(Check.of(full.map(full.size()))).as("after %d deeds", spare).isEmpty();
    }
  }

  @Test
  void theBoundOfTheFileHolds() {
    MemoryPages memory = new MemoryPages();
    Store bounded = Store.open(memory, StoreOptions.DEFAULT.atMost(64 << 10), StoreLatches.alone());
    refuses(
        StoreFault.Kind.MAX_SIZE,
        () -> bounded.update(tx -> tx.createBucket(A).put(B, new byte[100_000])));
    bounded.update(tx -> tx.createBucket(A).put(B, new byte[10_000]));
    // As far as the bound, though the mapping that bbolt would take for it goes beyond.
    refuses(
        StoreFault.Kind.MAX_SIZE,
        () -> {
          for (int i = 0; i < 20; i++) {
            byte[] key = Bytes.of("key" + i);
            bounded.update(tx -> bucket(tx, A).put(key, new byte[2000]));
          }
        });
    assertThat(bounded.stats().pages()).isGreaterThan(12);
    assertThat(memory.size()).isBetween(48L << 10, 64L << 10);
    assertThat(Check.of(memory.map(memory.size()))).isEmpty();
  }

  @Test
  void cursorsGoOnWhileTheBucketChanges() {
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          for (int i = 100; i < 200; i++) {
            a.put(Bytes.of("k" + i), B);
          }
          Cursor cursor = a.cursor();
          int seen = 0;
          for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
            cursor.delete();
            seen++;
          }
          assertThat(seen).isEqualTo(100);
          assertThat(a.cursor().first()).isNull();
          assertThat(a.cursor().last()).isNull();
          a.put(A, A);
          Cursor beyond = a.cursor();
          assertThat(beyond.seek(B)).isNull();
          assertThat(Objects.requireNonNull(beyond.previous()).key()).isEqualTo(A);
        });
  }

  private static @Nullable String key(Cursor.@Nullable Entry entry) {
    return entry == null ? null : Bytes.text(entry.key());
  }

  @Test
  void cursorsStayAtTheEndsAsBboltsDo() {
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          Cursor cursor = a.cursor();
          assertThat(cursor.next()).isNull();
          assertThat(cursor.previous()).isNull();
          assertThat(cursor.first()).isNull();
          assertThat(cursor.last()).isNull();
          for (int i = 0; i < 1000; i++) {
            a.put(Bytes.of("k%03d".formatted(i)), B);
          }
        });
    store.update(
        tx -> {
          Cursor cursor = bucket(tx, A).cursor();
          assertThat(key(cursor.last())).isEqualTo("k999");
          assertThat(cursor.next()).isNull();
          assertThat(cursor.next()).isNull();
          assertThat(key(cursor.previous())).isEqualTo("k998");
          assertThat(key(cursor.first())).isEqualTo("k000");
          assertThat(cursor.previous()).isNull();
          assertThat(cursor.previous()).isNull();
          assertThat(key(cursor.next())).isEqualTo("k001");
          assertThat(key(cursor.seek(Bytes.of("k5")))).isEqualTo("k500");
          assertThat(cursor.seek(Bytes.of("l"))).isNull();
          cursor.delete();
          assertThat(cursor.next()).isNull();
          assertThat(key(cursor.previous())).isEqualTo("k999");
          assertThat(cursor.next()).isNull();
          // It still stands on the last one: bbolt deletes it too.
          cursor.delete();
          assertThat(key(cursor.previous())).isEqualTo("k998");
        });
  }

  @Test
  void cursorsRefuseAsBucketsDo() {
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          a.createBucket(B);
          Cursor cursor = a.cursor();
          assertThat(Objects.requireNonNull(cursor.first()).isBucket()).isTrue();
          refuses(StoreFault.Kind.INCOMPATIBLE_VALUE, cursor::delete);
        });
    Tx reading = store.begin(false);
    Cursor cursor = bucket(reading, A).cursor();
    refuses(StoreFault.Kind.READ_ONLY, cursor::delete);
    reading.close();
    refuses(StoreFault.Kind.TX_CLOSED, cursor::first);
    refuses(StoreFault.Kind.TX_CLOSED, cursor::next);
  }

  @Test
  void aDeletedBucketIsNoLongerOfUse() {
    store.update(
        tx -> {
          Bucket a = tx.createBucket(A);
          Bucket inner = a.createBucket(B);
          inner.put(A, A);
          Cursor cursor = inner.cursor();
          cursor.first();
          tx.deleteBucket(A);
          refuses(StoreFault.Kind.BUCKET_MISSING, () -> a.put(A, A));
          refuses(StoreFault.Kind.BUCKET_MISSING, () -> inner.get(A));
          refuses(StoreFault.Kind.BUCKET_MISSING, cursor::next);
          tx.createBucket(A).put(B, B);
        });
    assertThat(value(B)).isEqualTo(B);
    assertThat(Check.of(file.map(file.size()))).isEmpty();
  }

  @Test
  void strictLooksBeforeItWritesAnything() {
    store.update(tx -> tx.createBucket(A).put(B, new byte[5000]));
    store.close();
    byte[] image = file.content();
    Meta meta = MetaPages.read(MemorySegment.ofArray(image)).current();
    // The root stands in the freelist: whoever allocates would write over it.
    MemorySegment.ofArray(image).set(Layout.U64, meta.freelist() * 4096 + 16, meta.root());
    MemoryPages damaged = new MemoryPages(image);
    refuses(
        StoreFault.Kind.DAMAGED,
        () -> Store.open(damaged, StoreOptions.DEFAULT.checking(), StoreLatches.alone()));
    assertThat(damaged.deeds).isEmpty();
    Store sound = Store.open(file, StoreOptions.DEFAULT.checking(), StoreLatches.alone());
    sound.update(tx -> bucket(tx, A).put(A, A));
  }

  @Test
  void aCompactionThatFailsHoldsNothing() {
    store.update(tx -> tx.createBucket(A).put(B, new byte[5000]));
    Store to =
        Store.open(new MemoryPages(), StoreOptions.DEFAULT.atMost(4096), StoreLatches.alone());
    refuses(
        StoreFault.Kind.MAX_SIZE,
        () ->
            store.view(
                tx -> {
                  Copies.compact(tx, to, 0);
                  return true;
                }));
    to.close();
  }
}

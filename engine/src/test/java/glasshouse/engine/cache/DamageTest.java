package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.StoreLatches;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged files: a named fault or a finding, never another exception, and nothing is written. */
class DamageTest {
  private static final byte[] TOP = Bytes.of("top");
  static final int PAGE = 1024;

  private final byte[] sound = sound();

  static byte[] sound() {
    MemoryPages file = new MemoryPages();
    Store store = Store.open(file, StoreOptions.DEFAULT.paging(PAGE), StoreLatches.alone());
    store.update(
        tx -> {
          Bucket top = tx.createBucket(TOP);
          for (int i = 0; i < 100; i++) {
            top.put(Bytes.of("key%03d".formatted(i)), new byte[20]);
          }
          top.put(Bytes.of("large"), new byte[1500]);
          Bucket inner = top.createBucket(Bytes.of("inner"));
          inner.put(Bytes.of("inline-a"), TOP);
          inner.put(Bytes.of("inline-b"), TOP);
        });
    for (int i = 0; i < 20; i++) {
      byte[] key = Bytes.of("key%03d".formatted(i * 5));
      store.update(tx -> Objects.requireNonNull(tx.bucket(TOP)).delete(key));
    }
    return file.content();
  }

  /** Opens, reads all, and writes; what it says, empty when it went well. */
  private static String use(byte[] image) {
    try (Store store =
        Store.open(new MemoryPages(image), StoreOptions.DEFAULT, StoreLatches.alone())) {
      store.view(ContentHash::of);
      store.update(
          tx -> {
            Bucket top = tx.createBucketIfMissing(TOP);
            top.put(Bytes.of("key050"), TOP);
            top.delete(Bytes.of("key099"));
          });
      return "";
    } catch (StoreFault fault) {
      return fault.kind() + " " + fault.getMessage();
    }
  }

  private String find(int at, long value, ValueLayout.OfLong layout) {
    byte[] image = sound.clone();
    MemorySegment.ofArray(image).set(layout, at, value);
    return Check.of(MemorySegment.ofArray(image)).toString();
  }

  @Test
  void everyByteFlipped() {
    assertThat(use(sound)).isEmpty();
    assertThat(Check.of(MemorySegment.ofArray(sound))).isEmpty();
    Random random = new Random(1);
    for (int at = 0; at < sound.length; at++) {
      byte[] image = sound.clone();
      image[at] ^= (byte) (1 + random.nextInt(255));
      look(image);
    }
  }

  private static void look(byte[] image) {
    try {
      List<Check.Finding> findings = Check.of(MemorySegment.ofArray(image));
      assertThat(findings).hasSizeLessThanOrEqualTo(1000);
    } catch (StoreFault fault) {
      assertThat(fault.getMessage()).isNotEmpty();
    }
    use(image);
  }

  @Test
  void cutAnywhere() {
    for (int length = 1; length < sound.length; length += 97) {
      look(Arrays.copyOf(sound, length));
    }
  }

  @Test
  void garbage() {
    Random random = new Random(2);
    byte[] image = new byte[20_000];
    random.nextBytes(image);
    assertThat(use(image)).startsWith("INVALID").contains("invalid database");
    assertThat(use(new byte[5000])).startsWith("INVALID");
  }

  @Test
  void metaPages() {
    Meta newest = MetaPages.read(MemorySegment.ofArray(sound)).current();
    int at = (int) newest.page() * PAGE;
    byte[] image = sound.clone();
    image[at + 30] ^= 1;
    MetaPages pages = MetaPages.read(MemorySegment.ofArray(image));
    assertThat(pages.current().txid()).isEqualTo(newest.txid() - 1);
    assertThat(pages.fault()).contains("checksum error");
    assertThat(Check.of(MemorySegment.ofArray(image))).isEmpty();
    image[(PAGE - at) + 30] ^= 1;
    assertThat(use(image)).startsWith("CHECKSUM").contains("checksum error");
    byte[] swapped = sound.clone();
    for (int page = 0; page < 2; page++) {
      MemorySegment.ofArray(swapped)
          .set(Layout.U32, (long) page * PAGE + 16, Integer.reverseBytes(Layout.MAGIC));
    }
    assertThat(use(swapped)).startsWith("WRONG_ENDIAN").contains("big-endian");
    byte[] version = sound.clone();
    for (int page = 0; page < 2; page++) {
      MemorySegment.ofArray(version).set(Layout.U32, (long) page * PAGE + 20, 3);
    }
    assertThat(use(version)).startsWith("VERSION_MISMATCH").contains("version mismatch: 3");
  }

  @Test
  void theFreelist() {
    Meta meta = MetaPages.read(MemorySegment.ofArray(sound)).current();
    int list = (int) meta.freelist() * PAGE;
    MemorySegment memory = MemorySegment.ofArray(sound);
    long first = memory.get(Layout.U64, list + 16);
    long second = memory.get(Layout.U64, list + 24);
    assertThat(find(list + 24, first, Layout.U64))
        .contains("page " + first + ": already freed")
        .contains("page " + second + ": unreachable unfreed");
    assertThat(find(list + 16, meta.root(), Layout.U64))
        .contains("page " + meta.root() + ": reachable freed")
        .contains("page " + first + ": unreachable unfreed");
    assertThat(find(list + 16, 1L << 40, Layout.U64)).contains("is in the freelist");
    byte[] image = sound.clone();
    image[list + 8] = (byte) Layout.LEAF;
    assertThat(use(image))
        .startsWith("DAMAGED")
        .contains("invalid freelist page: %d, page type is leaf".formatted(meta.freelist()));
  }

  @Test
  void whatBboltDoesNotLookAt() {
    // A branch key that is not its child's first: no checker of bbolt's finds it.
    MemorySegment memory = MemorySegment.ofArray(sound.clone());
    int branch = -1;
    for (int at = 2 * PAGE; at < sound.length; at += PAGE) {
      boolean reachable = memory.get(Layout.U16, at + 8) == Layout.BRANCH;
      branch = reachable ? at : branch;
    }
    long key = branch + 32L + memory.get(Layout.U32, branch + 32);
    memory.set(ValueLayout.JAVA_BYTE, key + 5, (byte) '!');
    assertThat(Check.of(memory).toString()).contains("its parent lists it under");
  }
}

package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.StoreLatches;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The ways in which bolt files are known to break, each with what is said: by the check, and to
 * whoever opens the file to write. bbolt serves some of them without a word and dies of others.
 * Whatever it is, nothing is written by one who is refused, and strict refuses all.
 */
class DamageTableTest {
  private static final int PAGE = DamageTest.PAGE;
  private static final String OPENS = "";

  private final byte[] sound = DamageTest.sound();
  private final Meta meta = MetaPages.read(MemorySegment.ofArray(sound)).current();
  private final long list = meta.freelist() * PAGE;

  private record Row(String name, byte[] image, String found, String opens) {}

  private Row row(String name, Consumer<MemorySegment> damage, String found, String opens) {
    byte[] image = sound.clone();
    damage.accept(MemorySegment.ofArray(image));
    return new Row(name, image, found, opens);
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return Stream.of(files(), freelists(), trees())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.name, () -> judge(row)));
  }

  private List<Row> files() {
    byte[] garbage = new byte[20_000];
    new Random(2).nextBytes(garbage);
    return List.of(
        row("both checksums", both(30, 1), "checksum error", "CHECKSUM"),
        row("both magic numbers", both(16, 1), "invalid database", "INVALID"),
        row("both versions", both(20, 1), "version mismatch: 3", "VERSION_MISMATCH"),
        row("other byte order", both(16, 0x40), "big-endian", "WRONG_ENDIAN"),
        new Row("random bytes", garbage, "invalid database", "INVALID"),
        new Row("shorter than two pages", part(1500), "the file has 1 pages", "INVALID"),
        new Row("shorter than a meta page", part(50), "the file has 50", "INVALID"),
        new Row("the end is missing", part(8 * PAGE), "the file has 8 pages", "DAMAGED"));
  }

  private byte[] part(int length) {
    return Arrays.copyOf(sound, length);
  }

  /** Adds to a byte of both meta pages; with 0x40 it swaps the four bytes of the magic number. */
  private static Consumer<MemorySegment> both(int at, int change) {
    return memory -> {
      for (long page = 0; page < 2; page++) {
        long byteAt = page * PAGE + at;
        if (change == 0x40) {
          memory.set(Layout.U32, byteAt, Integer.reverseBytes(Layout.MAGIC));
        } else {
          byte old = memory.get(ValueLayout.JAVA_BYTE, byteAt);
          memory.set(ValueLayout.JAVA_BYTE, byteAt, (byte) (old + change));
        }
      }
    };
  }

  private List<Row> freelists() {
    MemorySegment memory = MemorySegment.ofArray(sound);
    int count = memory.get(Layout.U16, list + 10);
    long first = memory.get(Layout.U64, list + 16);
    long second = memory.get(Layout.U64, list + 24);
    long last = list + 16 + 8L * (count - 1);
    return List.of(
        row(
            "the freelist is a leaf",
            to -> to.set(Layout.U16, list + 8, (short) Layout.LEAF),
            "page type is leaf",
            "DAMAGED invalid freelist page"),
        row(
            "a live page is free",
            to -> to.set(Layout.U64, list + 16, meta.root()),
            "page %d: reachable freed".formatted(meta.root()),
            meta.root() < second ? OPENS : "DAMAGED"),
        row(
            "a page is free twice",
            to -> to.set(Layout.U64, list + 24, first),
            "page %d: already freed".formatted(first),
            "DAMAGED freelist: page"),
        row(
            "the order of the freelist",
            to -> {
              to.set(Layout.U64, list + 16, second);
              to.set(Layout.U64, list + 24, first);
            },
            "expected ascending",
            "DAMAGED freelist: page"),
        row(
            "a free page beyond the end",
            to -> to.set(Layout.U64, last, 1L << 40),
            "is in the freelist",
            "DAMAGED freelist: page"),
        row(
            "the freelist forgets pages",
            to -> to.set(Layout.U16, list + 10, (short) (count - 2)),
            "unreachable unfreed",
            OPENS),
        row(
            "the freelist counts too many",
            to -> to.set(Layout.U16, list + 10, (short) 5000),
            "counts 5000 ids",
            "DAMAGED"));
  }

  /** The top of the large bucket: a branch that no other leads to. */
  private long branch() {
    MemorySegment memory = MemorySegment.ofArray(sound);
    return PageMap.of(open(sound, StoreOptions.DEFAULT).begin(false)).stream()
        .filter(use -> use.kind() == PageMap.Kind.BRANCH)
        .mapToLong(use -> use.id() * PAGE)
        .filter(at -> memory.get(Layout.U16, at + 10) > 2)
        .findFirst()
        .orElseThrow();
  }

  private List<Row> trees() {
    MemorySegment memory = MemorySegment.ofArray(sound);
    long branch = branch();
    long child = memory.get(Layout.U64, branch + 16 + 8);
    long leaf = child * PAGE;
    long firstKey = leaf + 16 + memory.get(Layout.U32, leaf + 16 + 4);
    long secondListed = branch + 32 + memory.get(Layout.U32, branch + 32);
    return List.of(
        row(
            "two ways to a page",
            to -> to.set(Layout.U64, branch + 32 + 8, child),
            "page %d: multiple references".formatted(child),
            OPENS),
        row(
            "a circle",
            to -> to.set(Layout.U64, branch + 32 + 8, branch / PAGE),
            "page %d: multiple references".formatted(branch / PAGE),
            OPENS),
        row(
            "a child beyond the end",
            to -> to.set(Layout.U64, branch + 32 + 8, 1L << 33),
            "out of bounds",
            OPENS),
        row("a page of zeros", to -> to.asSlice(leaf, PAGE).fill((byte) 0), "unknown<00>", OPENS),
        row(
            "a page with another's number",
            to -> to.set(Layout.U64, leaf, 77),
            "calls itself page 77",
            OPENS),
        row(
            "keys out of order",
            to -> to.set(ValueLayout.JAVA_BYTE, firstKey, (byte) 'z'),
            "is not above the one before it",
            OPENS),
        row(
            "a branch key that is not its child's first",
            to -> to.set(ValueLayout.JAVA_BYTE, secondListed + 5, (byte) '!'),
            "its parent lists it under",
            OPENS),
        row(
            "a value longer than its page",
            to -> to.set(Layout.U32, leaf + 16 + 12, 100_000),
            "an element reaches to byte",
            OPENS),
        row(
            "more elements than the page holds",
            to -> to.set(Layout.U16, leaf + 10, (short) 9000),
            "has 9000 elements",
            OPENS),
        row(
            "an overflow beyond the end",
            to -> to.set(Layout.U32, leaf + 12, 1 << 20),
            "goes on for",
            OPENS),
        row(
            "a value that calls itself a bucket",
            to -> to.set(Layout.U32, leaf + 32, Layout.BUCKET),
            "bucket 'top/key001'",
            OPENS),
        row("unknown flags", to -> to.set(Layout.U32, leaf + 16, 6), "has flags 00000006", OPENS),
        row("inside an inline bucket", this::swapInline, "is not above the one before it", OPENS));
  }

  /** In the bucket top/inner, which lies in a value, the first key becomes the larger one. */
  private void swapInline(MemorySegment memory) {
    byte[] text = Bytes.of("inline-a");
    int at =
        IntStream.range(0, sound.length - text.length)
            .filter(i -> Arrays.equals(sound, i, i + text.length, text, 0, text.length))
            .filter(i -> reachable(i / PAGE))
            .findFirst()
            .orElseThrow();
    memory.set(ValueLayout.JAVA_BYTE, at + text.length - 1, (byte) 'z');
  }

  private boolean reachable(int page) {
    return PageMap.of(open(sound, StoreOptions.DEFAULT).begin(false)).get(page).kind()
        == PageMap.Kind.LEAF;
  }

  private static Store open(byte[] image, StoreOptions options) {
    return Store.open(new MemoryPages(image), options, StoreLatches.alone());
  }

  private void judge(Row row) {
    assertThat(check(row.image)).contains(row.found);
    MemoryPages file = new MemoryPages(row.image);
    assertThat(opening(file, StoreOptions.DEFAULT)).startsWith(row.opens);
    assertThat(row.opens.isEmpty()).isEqualTo(opening(file, StoreOptions.DEFAULT).isEmpty());
    assertThat(opening(file, StoreOptions.DEFAULT.checking())).isNotEmpty();
    reading(file);
    assertThat(file.deeds).isEmpty();
    assertThat(file.content()).isEqualTo(row.image);
  }

  private static String check(byte[] image) {
    try {
      return Check.of(MemorySegment.ofArray(image)).toString();
    } catch (StoreFault fault) {
      return String.valueOf(fault.getMessage());
    }
  }

  private static String opening(MemoryPages file, StoreOptions options) {
    try (Store _ = Store.open(file, options, StoreLatches.alone())) {
      return "";
    } catch (StoreFault fault) {
      return fault.kind() + String.valueOf(fault.getMessage()).replaceFirst("memory:", "");
    }
  }

  /** Whoever only reads may get some of it, or a fault with a name. */
  private static void reading(MemoryPages file) {
    try (Store store = Store.open(file, StoreOptions.DEFAULT.reading(), StoreLatches.alone())) {
      store.view(ContentHash::of);
    } catch (StoreFault fault) {
      assertThat(fault.getMessage()).isNotEmpty();
    }
  }

  @Test
  void theNewestMetaPageIsBroken() {
    byte[] image = sound.clone();
    image[(int) meta.page() * PAGE + 30] ^= 1;
    Store store = open(image, StoreOptions.DEFAULT.checking());
    store.view(
        tx -> {
          assertThat(tx.id()).isEqualTo(meta.txid() - 1);
          assertThat(tx.brokenMeta()).contains("checksum error");
          assertThat(Check.of(tx)).isEmpty();
          return true;
        });
    store.update(_ -> {});
    store.view(
        tx -> {
          assertThat(tx.brokenMeta()).isEmpty();
          return true;
        });
  }

  @Test
  void anEmptyFileIsNotMadeByOneWhoReads() {
    MemoryPages file = new MemoryPages();
    assertThat(opening(file, StoreOptions.DEFAULT.reading()))
        .startsWith("INVALID")
        .contains("the file is empty, and was opened to read");
    assertThat(file.deeds).isEmpty();
  }
}

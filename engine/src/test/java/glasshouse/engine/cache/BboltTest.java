package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.oracle.Bbolt;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file goes to and fro between bbolt and us, and each goes on writing where the other stopped;
 * both check it before each of their commits. More histories: -Dglasshouse.bbolt=20, and with
 * -Dglasshouse.random.seed=N others.
 */
@Needs(Judge.BBOLT)
@Timeout(300)
class BboltTest {
  private static final long SEED = Long.getLong("glasshouse.random.seed", 1);
  private static final int HISTORIES = Integer.getInteger("glasshouse.bbolt", 1);
  private static final byte[] TOP = Bytes.of("top");

  @TempDir static Path folder;
  private static Path program;
  private static Bbolt bbolt;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    program = Bbolt.build(folder);
    bbolt = Bbolt.start(program);
  }

  @AfterAll
  static void stop() throws IOException {
    bbolt.close();
  }

  /** A bucket of bbolt's open transaction. */
  private record TheirHand(String path) implements Model.Hand {
    private static void ask(Object... words) {
      try {
        bbolt.ask(words);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String below(byte[] name) {
      return path + "/" + Bbolt.hex(name);
    }

    @Override
    public Model.Hand inner(byte[] name) {
      return new TheirHand(below(name));
    }

    @Override
    public void create(byte[] name) {
      ask("bucket", below(name));
    }

    @Override
    public void drop(byte[] name) {
      ask("drop", below(name));
    }

    @Override
    public void put(byte[] key, byte[] value) {
      ask("put", path, key, value);
    }

    @Override
    public void delete(byte[] key) {
      ask("delete", path, key);
    }

    @Override
    public void count(long expected) {
      ask("sequence", path, expected);
    }
  }

  /** A history that both write, and what the file must hold. */
  private static final class History {
    private final Path file;
    private final Random random;
    private final StoreOptions ours;
    private final Object[] theirs;
    private final int longest;
    private Model model = new Model();

    History(Path file, long seed, int pageSize, boolean map, boolean noFreelist) {
      this.file = file;
      random = new Random(seed);
      longest = 5 * pageSize;
      StoreOptions options = StoreOptions.DEFAULT.paging(pageSize).withoutSync().checking();
      ours = noFreelist ? options.withoutFreelist() : options;
      List<Object> words =
          new ArrayList<>(List.of("open", file, "no-sync", "strict", "page-size=" + pageSize));
      if (map) {
        words.add("map");
      }
      if (noFreelist) {
        words.add("no-freelist");
      }
      theirs = words.toArray();
    }

    void weWrite(int transactions) throws IOException {
      try (Store store = open(file, ours)) {
        for (int i = 0; i < transactions; i++) {
          try (Tx tx = store.begin(true)) {
            Bucket top = tx.createBucketIfMissing(TOP);
            top.setFillPercent(fill());
            Model next = model.copy();
            for (int changes = random.nextInt(60); changes > 0; changes--) {
              next.change(random, top, 0, longest);
            }
            if (i == 0 || random.nextInt(8) > 0) {
              tx.commit();
              model = next;
            }
          }
        }
      }
    }

    void theyWrite(int transactions) throws IOException {
      bbolt.ask(theirs);
      String top = Bbolt.hex(TOP);
      for (int i = 0; i < transactions; i++) {
        bbolt.ask("begin");
        bbolt.ask("bucket", top);
        bbolt.ask("fill-percent", top, fill());
        Model next = model.copy();
        for (int changes = random.nextInt(60); changes > 0; changes--) {
          next.change(random, new TheirHand(top), 0, longest);
        }
        if (i == 0 || random.nextInt(8) > 0) {
          bbolt.ask("commit");
          model = next;
        } else {
          bbolt.ask("rollback");
        }
      }
      bbolt.ask("close");
    }

    private double fill() {
      return random.nextBoolean() ? 0.5 : random.nextBoolean() ? 0.1 : 1.0;
    }

    /** Both find nothing wrong with it, and the same content. */
    void agree() throws IOException {
      try (Store store = open(file, StoreOptions.DEFAULT.reading())) {
        assertThat(store.<List<Check.Finding>>view(Check::of)).isEmpty();
        store.view(
            tx -> {
              Bucket top = tx.bucket(TOP);
              assertThat(top).isNotNull();
              model.holds(top);
              return true;
            });
        bbolt.ask("open", file, "read-only");
        assertThat(bbolt.ask("check")).isEmpty();
        assertThat(bbolt.ask("digest")).isEqualTo(store.<String>view(BboltTest::digest));
        bbolt.ask("close");
      }
    }
  }

  /** A checksum of all there is, as main.go makes it. */
  private static String digest(Tx tx) {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      Cursor names = tx.cursor();
      for (Cursor.Entry name = names.first(); name != null; name = names.next()) {
        add(sum, name.key(), tx.bucket(name.key()));
      }
      return HexFormat.of().formatHex(sum.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void add(MessageDigest sum, byte[] name, @Nullable Bucket bucket) {
    assertThat(bucket).isNotNull();
    add(sum, 'B', name);
    sum.update(ByteBuffer.allocate(8).putLong(0, bucket.sequence()));
    Cursor cursor = bucket.cursor();
    for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
      byte @Nullable [] value = entry.value();
      if (value == null) {
        add(sum, entry.key(), bucket.bucket(entry.key()));
      } else {
        add(sum, 'K', entry.key());
        add(sum, 'V', value);
      }
    }
    sum.update((byte) 'E');
  }

  private static void add(MessageDigest sum, char kind, byte[] bytes) {
    sum.update((byte) kind);
    sum.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    sum.update(bytes);
  }

  private static Store open(Path file, StoreOptions options) throws IOException {
    return Store.open(FilePages.open(file, options.readOnly()), options, StoreLatches.alone());
  }

  @ParameterizedTest
  @CsvSource({
    "1024,false,false",
    "1024,true,false",
    "1024,false,true",
    "2048,false,false",
    "2048,true,true",
    "4096,false,false",
    "4096,true,false",
    "4096,false,true",
    "8192,true,false",
    "8192,false,true",
    "16384,false,false",
    "16384,true,true",
    "32768,true,false",
    "32768,false,true",
    "65536,false,false",
    "65536,true,true"
  })
  void eachGoesOnWhereTheOtherStopped(int pageSize, boolean map, boolean noFreelist)
      throws IOException {
    for (int i = 0; i < HISTORIES; i++) {
      long seed = SEED * 1000 + i;
      History history = new History(directory.resolve("file" + i), seed, pageSize, map, noFreelist);
      for (int round = 0; round < 6; round++) {
        if (round % 2 == (seed + pageSize / 1024) % 2) {
          history.weWrite(12);
        } else {
          history.theyWrite(12);
        }
        history.agree();
      }
    }
  }

  /** With a list in the file the one time, and without the other. */
  @Test
  void oneKeepsTheFreePagesInTheFileAndTheOtherDoesNot() throws IOException {
    Path file = directory.resolve("file");
    History with = new History(file, SEED, 4096, false, false);
    History without = new History(file, SEED + 1, 4096, true, true);
    for (int round = 0; round < 4; round++) {
      with.weWrite(8);
      with.agree();
      without.model = with.model;
      without.theyWrite(8);
      without.agree();
      without.weWrite(8);
      without.agree();
      with.model = without.model;
      with.theyWrite(8);
      with.agree();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void moreFreePagesThanTheCountHolds(boolean oursFirst) throws IOException {
    Path file = directory.resolve("free");
    String large = Bbolt.hex(Bytes.of("large"));
    if (oursFirst) {
      try (Store store = open(file, StoreOptions.DEFAULT.paging(1024).withoutSync())) {
        store.update(tx -> tx.createBucket(Bytes.of("large")).put(TOP, new byte[70 << 20]));
        store.update(tx -> tx.deleteBucket(Bytes.of("large")));
      }
    } else {
      bbolt.ask("open", file, "no-sync", "page-size=1024");
      bbolt.ask("begin");
      bbolt.ask("bucket", large);
      bbolt.ask("put", large, TOP, "*" + (70 << 20));
      bbolt.ask("commit");
      bbolt.ask("begin");
      bbolt.ask("drop", large);
      bbolt.ask("commit");
      bbolt.ask("close");
    }
    History history = new History(file, SEED, 1024, false, false);
    for (int round = 0; round < 2; round++) {
      history.weWrite(3);
      history.agree();
      history.theyWrite(3);
      history.agree();
    }
    try (Store store = open(file, StoreOptions.DEFAULT)) {
      assertThat(store.stats().freePages()).isGreaterThan(0xFFFF);
    }
  }

  /** The same jobs, each on its own: as many pages, whatever the two think of how to split. */
  @ParameterizedTest
  @ValueSource(ints = {1024, 4096, 16384})
  void theSameJobsTakeTheSameSpace(int pageSize) throws IOException {
    Path mine = directory.resolve("ours");
    Path theirs = directory.resolve("theirs");
    History we = new History(mine, SEED, pageSize, false, false);
    History they = new History(theirs, SEED, pageSize, false, false);
    for (int round = 0; round < 4; round++) {
      we.weWrite(20);
      they.theyWrite(20);
    }
    we.agree();
    they.agree();
    assertThat(we.model.entries).hasSameSizeAs(they.model.entries);
    double ratio = (double) Files.size(mine) / Files.size(theirs);
    assertThat(ratio).isBetween(0.95, 1.05);
  }

  @Test
  void eachKeepsTheOtherOut() throws IOException {
    Path file = directory.resolve("locked");
    LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});
    bbolt.ask("open", file);
    assertThatThrownBy(() -> RealStore.open(registry, file, StoreOptions.DEFAULT.within(120)))
        .hasMessageContaining("timeout");
    bbolt.ask("close");
    try (RealStore _ = RealStore.open(registry, file, StoreOptions.DEFAULT)) {
      assertThatThrownBy(() -> bbolt.ask("open", file)).hasMessageContaining("timeout");
    }
    try (RealStore _ = RealStore.open(registry, file, StoreOptions.DEFAULT.reading())) {
      assertThatThrownBy(() -> bbolt.ask("open", file)).hasMessageContaining("timeout");
      bbolt.ask("open", file, "read-only");
      bbolt.ask("close");
    }
  }
}

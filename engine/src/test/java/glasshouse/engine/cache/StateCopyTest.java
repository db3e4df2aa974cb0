package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.port.PageFile;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A state is had whole while its holder commits page by page beside it, and never a mixed one. */
@JudgedByEtcdctl
class StateCopyTest {
  private static final byte[] TOP = Bytes.of("top");
  private static final int KEYS = 3000;

  @TempDir Path directory;

  private final Random random = new Random(1);
  private Store store;
  private FilePages seen;
  private int looks;
  private int commits;

  private void open(boolean noFreelist) throws IOException {
    Path file = directory.resolve("busy" + noFreelist);
    StoreOptions options = StoreOptions.DEFAULT.paging(1024).withoutSync();
    store =
        Store.open(
            FilePages.open(file, false),
            noFreelist ? options.withoutFreelist() : options,
            StoreLatches.alone());
    store.update(
        tx -> {
          Bucket top = tx.createBucket(TOP);
          for (int i = 0; i < KEYS; i++) {
            top.put(key(i), value(0));
          }
          top.createBucket(TOP).put(TOP, new byte[5000]);
        });
    seen = FilePages.open(file, true);
  }

  @BeforeEach
  void open() throws IOException {
    open(false);
  }

  @AfterEach
  void close() throws IOException {
    seen.close();
    store.close();
  }

  private static byte[] key(int i) {
    return Bytes.of("k%05d".formatted(i));
  }

  private static byte[] value(int commit) {
    return ByteBuffer.allocate(60).putInt(0, commit).array();
  }

  /** Each commit writes its number at both ends: a state that is mixed shows two numbers. */
  private void commit() {
    commits++;
    store.update(
        tx -> {
          Bucket top = tx.bucket(TOP);
          assertThat(top).isNotNull();
          top.put(key(0), value(commits));
          top.put(key(KEYS - 1), value(commits));
          top.put(key(random.nextInt(KEYS - 2) + 1), value(commits));
          Bucket inner = top.bucket(TOP);
          assertThat(inner).isNotNull();
          inner.put(TOP, new byte[3000 + random.nextInt(3000)]);
        });
  }

  /** A commit at every so many looks, and two at once at some. */
  private @Nullable PageFile copy(int every, int twiceAt) throws IOException {
    return StateCopy.of(
        seen,
        () -> {
          if (++looks % every == 0) {
            commit();
          }
          if (looks == twiceAt) {
            commit();
            commit();
          }
        });
  }

  /** The holder writes both meta pages while they are looked at: whole they are a moment later. */
  @Test
  void metaPagesThatAreBeingWrittenAreLookedAtAgain() throws IOException {
    Path file = directory.resolve("busyfalse");
    whole(
        StateCopy.of(
            seen,
            () -> {
              looks++;
              if (looks == 2 || looks == 9) { // wrong from here, and right from there
                spoilChecksums(file);
              }
            }));
    assertThat(looks).isGreaterThan(9);
    spoilChecksums(file);
    assertThatThrownBy(() -> StateCopy.of(seen))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("checksum error");
    spoilChecksums(file);
  }

  /** Once they are wrong, the second time they are right again. */
  private static void spoilChecksums(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (long at = 16 + 56; at < 2048; at += 1024) {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, at);
        one.put(0, (byte) ~one.get(0));
        channel.write(one.flip(), at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void whole(@Nullable PageFile copy) {
    assertThat(copy).isNotNull();
    try (Store read = Store.open(copy, StoreOptions.DEFAULT.reading(), StoreLatches.alone())) {
      assertThat(read.<List<Check.Finding>>view(Check::of)).isEmpty();
      TreeSet<Integer> ends = new TreeSet<>();
      int keys =
          read.view(
              tx -> {
                Bucket top = tx.bucket(TOP);
                assertThat(top).isNotNull();
                int count = 0;
                for (int i = 0; i < KEYS; i++) {
                  byte[] value = top.get(key(i));
                  assertThat(value).isNotNull();
                  if (i == 0 || i == KEYS - 1) {
                    ends.add(ByteBuffer.wrap(value).getInt());
                  }
                  count++;
                }
                return count;
              });
      assertThat(keys).isEqualTo(KEYS);
      assertThat(ends).hasSize(1);
      assertThat(read.stats().txid()).isEqualTo(ends.first() + 2L);
    }
  }

  /** Its hundreds of pages take two looks each: many commits come meanwhile. */
  @ParameterizedTest
  @CsvSource({"1000000,0,0", "100,0,7", "61,0,10", "47,0,15", "100,350,10", "50,500,20"})
  void oneStateIsHad(int every, int twiceAt, int least) throws IOException {
    whole(copy(every, twiceAt));
    assertThat(commits).isGreaterThanOrEqualTo(least);
  }

  @Test
  void alsoWithoutAFreelist() throws IOException {
    close();
    open(true);
    whole(copy(47, 0));
    assertThat(commits).isGreaterThan(5);
  }

  /** A commit at every look leaves no time for the way to what was changed. */
  @Test
  void whatCannotBeHadIsGivenUp() throws IOException {
    assertThat(copy(1, 0)).isNull();
  }
}

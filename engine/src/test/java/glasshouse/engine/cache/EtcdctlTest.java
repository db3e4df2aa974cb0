package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.oracle.Etcdctl;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** bbolt itself finds nothing wrong with the files we write, and the same content. */
@Needs(Judge.ETCDCTL)
class EtcdctlTest {
  @TempDir Path directory;

  private Store open(Path file, StoreOptions options) throws IOException {
    return Store.open(FilePages.open(file, false), options, StoreLatches.alone());
  }

  private static void approved(Path file, long hash) throws Exception {
    Etcdctl.Status status = Etcdctl.status(file);
    assertThat(status.exit()).as(status.said()).isZero();
    assertThat(status.hash()).isEqualTo(hash);
  }

  @Test
  void aNewFile() throws Exception {
    Path file = directory.resolve("new");
    long hash;
    try (Store store = open(file, StoreOptions.DEFAULT)) {
      hash = store.view(ContentHash::of);
    }
    assertThat(file).hasSize(16384);
    approved(file, hash);
  }

  @ParameterizedTest
  @CsvSource({
    "1024,false",
    "2048,true",
    "4096,false",
    "4096,true",
    "8192,false",
    "16384,true",
    "32768,false",
    "65536,false",
    "65536,true"
  })
  void randomHistories(int pageSize, boolean noFreelist) throws Exception {
    Path file = directory.resolve("random");
    StoreOptions base = StoreOptions.DEFAULT.paging(pageSize).withoutSync();
    Random random = new Random(pageSize);
    Model model = new Model();
    for (int round = 0; round < 4; round++) {
      long hash;
      try (Store store = open(file, noFreelist ? base.withoutFreelist() : base)) {
        for (int i = 0; i < 20; i++) {
          store.update(
              tx -> {
                Bucket top = tx.createBucketIfMissing(Bytes.of("top"));
                for (int change = 0; change < 60; change++) {
                  model.change(random, top, 0, 20000);
                }
              });
        }
        hash = store.view(ContentHash::of);
      }
      approved(file, hash);
    }
  }

  @Test
  void moreFreePagesThanTheCountHolds() throws Exception {
    Path file = directory.resolve("free");
    long hash;
    try (Store store = open(file, StoreOptions.DEFAULT.paging(1024).withoutSync())) {
      store.update(
          tx -> tx.createBucket(Bytes.of("large")).put(new byte[] {1}, new byte[70 << 20]));
      store.update(tx -> tx.deleteBucket(Bytes.of("large")));
      store.update(tx -> tx.createBucket(Bytes.of("small")).put(new byte[] {1}, new byte[10]));
      assertThat(store.stats().freePages() + store.stats().pendingPages()).isGreaterThan(0xFFFF);
      hash = store.view(ContentHash::of);
    }
    approved(file, hash);
    try (Store again = open(file, StoreOptions.DEFAULT)) {
      assertThat(again.stats().freePages()).isGreaterThan(0xFFFF);
    }
  }
}

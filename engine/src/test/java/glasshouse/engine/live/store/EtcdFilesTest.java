package glasshouse.engine.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Check;
import glasshouse.engine.cache.ContentHash;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lock.ForeignClaims;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.oracle.EtcdServer;
import glasshouse.engine.oracle.Etcdctl;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file goes from a real etcd to us and back, and each keeps the other out while it has it. */
@Needs({Judge.ETCD_SERVER, Judge.ETCDCTL})
@Timeout(120)
class EtcdFilesTest {
  private static final byte[] OURS = Bytes.of("glasshouse");
  private static final StoreOptions SOON = StoreOptions.DEFAULT.within(120);

  @TempDir Path folder;

  private final LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});

  private Path file() {
    return EtcdServer.file(folder);
  }

  private static Bucket ours(Tx tx) {
    return Objects.requireNonNull(tx.bucket(OURS));
  }

  /** etcdctl and we find nothing wrong, and the same content. */
  private void sound() throws Exception {
    Etcdctl.Status status = Etcdctl.status(file());
    assertThat(status.exit()).as(status.said()).isZero();
    assertThat(Reading.of(registry, file(), Check::of).value()).isEmpty();
    assertThat(Reading.of(registry, file(), ContentHash::of).value()).isEqualTo(status.hash());
  }

  /** With our freelist in it, or without one as etcd leaves it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileGoesThereAndBack(boolean freelist) throws Exception {
    try (EtcdServer etcd = EtcdServer.start(folder).ready()) {
      for (int i = 0; i < 300; i++) {
        etcd.put("key" + i % 100, "value" + i + "x".repeat(i * 10));
      }
      etcd.compact(250);
      etcd.put("last", "one");
    }
    sound();
    StoreOptions options = freelist ? SOON : SOON.withoutFreelist();
    try (RealStore store = RealStore.open(registry, file(), options)) {
      assertThat(store.store().<Boolean>view(tx -> tx.bucket(Bytes.of("key")) != null)).isTrue();
      store
          .store()
          .update(
              tx -> {
                Bucket bucket = tx.createBucket(OURS);
                for (int i = 0; i < 1000; i++) {
                  bucket.put(Bytes.of("k%04d".formatted(i)), new byte[i]);
                }
              });
      for (int i = 0; i < 100; i++) {
        byte[] key = Bytes.of("k%04d".formatted(i * 7));
        store.store().update(tx -> ours(tx).delete(key));
      }
    }
    sound();
    try (EtcdServer etcd = EtcdServer.start(folder).ready()) {
      assertThat(etcd.get("last")).isEqualTo("one");
      assertThat(etcd.get("key99")).startsWith("value299xxx");
      for (int i = 0; i < 50; i++) {
        etcd.put("more" + i, "y".repeat(i * 20));
      }
    }
    sound();
    try (RealStore store = RealStore.open(registry, file(), SOON.reading())) {
      assertThat(store.store().<Boolean>view(tx -> ours(tx).get(Bytes.of("k0000")) == null))
          .isTrue();
      byte[] value =
          store.store().view(tx -> Objects.requireNonNull(ours(tx).get(Bytes.of("k0999"))));
      assertThat(value).hasSize(999);
    }
  }

  @Test
  void eachKeepsTheOtherOut() throws Exception {
    try (EtcdServer etcd = EtcdServer.start(folder).ready()) {
      assertThatThrownBy(() -> RealStore.open(registry, file(), SOON))
          .hasMessageContaining("timeout");
      assertThatThrownBy(() -> RealStore.open(registry, file(), SOON.reading()))
          .hasMessageContaining("timeout");
      // To look into the file is possible all the same, and it says that the lock is another's.
      Reading.Read<Integer> read = Reading.of(registry, file(), tx -> Check.of(tx).size());
      assertThat(read.locked()).isFalse();
      assertThat(read.value()).isZero();
      assertThat(ForeignClaims.of(file()))
          .anyMatch(opening -> opening.pid() == etcd.pid() && opening.holds());
    }
    RealStore store = RealStore.open(registry, file(), SOON);
    try (EtcdServer etcd = EtcdServer.start(folder)) {
      await()
          .until(
              () ->
                  ForeignClaims.of(file()).stream()
                      .anyMatch(opening -> opening.pid() == etcd.pid() && !opening.holds()));
      store.store().update(tx -> tx.createBucket(OURS));
      assertThat(etcd.isReady()).isFalse();
      store.close();
      etcd.ready();
    } finally {
      store.close();
    }
    sound();
  }
}

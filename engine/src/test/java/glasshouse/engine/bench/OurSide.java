package glasshouse.engine.bench;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Check;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our store. */
final class OurSide implements StoreSide.Bolt {
  private static final byte[] BUCKET = Bytes.of("bucket");

  private static final byte[] VALUE = new byte[LENGTH];

  private final LockRegistry registry;
  private @Nullable RealStore store;

  OurSide(Stacks stacks) {
    registry = new LockRegistry(stacks, _ -> {});
  }

  @Override
  public String name() {
    return "glasshouse";
  }

  private RealStore store() {
    return Objects.requireNonNull(store);
  }

  @Override
  public void open(Path file, boolean synced) {
    StoreOptions options = StoreOptions.DEFAULT;
    store = RealStore.open(registry, file, synced ? options : options.withoutSync());
  }

  @Override
  public void reopen(Path file) {
    open(file, false);
  }

  @Override
  public void fill(int from, int to, int length, double percent) {
    byte[] value = new byte[length];
    store()
        .store()
        .update(
            tx -> {
              Bucket bucket = tx.createBucketIfMissing(BUCKET);
              bucket.setFillPercent(percent);
              for (int i = from; i < to; i++) {
                bucket.put(Keys.of(i), value);
              }
            });
  }

  @Override
  public long[] commits(int from, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      byte[] key = Keys.of((from + i) % KEYS);
      nanos[i] =
          StoreSide.time(
              () ->
                  store()
                      .store()
                      .update(tx -> Objects.requireNonNull(tx.bucket(BUCKET)).put(key, VALUE)));
    }
    return nanos;
  }

  @Override
  public void gets(int count) {
    for (int i = 0; i < count; i++) {
      byte[] key = Keys.of(i % KEYS);
      byte[] value =
          store()
              .store()
              .view(
                  tx -> Objects.requireNonNull(Objects.requireNonNull(tx.bucket(BUCKET)).get(key)));
      if (value.length != LENGTH) {
        throw new IllegalStateException("not the value that was put");
      }
    }
  }

  @Override
  public int check() {
    return store().store().<Integer>view(tx -> Check.of(tx).size());
  }

  @Override
  public void empty() {
    store().store().update(tx -> tx.deleteBucket(BUCKET));
    store().store().update(_ -> {});
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}

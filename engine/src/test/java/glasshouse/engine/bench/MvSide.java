package glasshouse.engine.bench;

import glasshouse.engine.base.Bytes;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** H2's MVStore. */
final class MvSide implements StoreSide {
  private static final byte[] VALUE = new byte[LENGTH];
  private static final String[] TEXT =
      IntStream.range(0, 200_000).mapToObj(i -> Bytes.text(Keys.of(i))).toArray(String[]::new);

  private @Nullable MVStore store;
  private @Nullable MVMap<String, byte[]> map;
  private boolean synced;

  @Override
  public String name() {
    return "mvstore";
  }

  private MVStore store() {
    return Objects.requireNonNull(store);
  }

  private MVMap<String, byte[]> map() {
    return Objects.requireNonNull(map);
  }

  @Override
  public void open(Path file, boolean withSync) {
    store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    map = store.openMap("bucket");
    synced = withSync;
  }

  @Override
  public void fill(int from, int to, int length, double percent) {
    byte[] value = new byte[length];
    for (int i = from; i < to; i++) {
      map().put(TEXT[i], value);
    }
    commit();
  }

  private void commit() {
    store().commit();
    if (synced) {
      store().sync();
    }
  }

  @Override
  public long[] commits(int from, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      String key = TEXT[(from + i) % KEYS];
      nanos[i] =
          StoreSide.time(
              () -> {
                map().put(key, VALUE);
                commit();
              });
    }
    return nanos;
  }

  @Override
  public void gets(int count) {
    for (int i = 0; i < count; i++) {
      Objects.requireNonNull(map().get(TEXT[i % KEYS]));
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}

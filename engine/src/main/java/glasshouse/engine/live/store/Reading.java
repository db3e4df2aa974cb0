package glasshouse.engine.live.store;

import glasshouse.engine.cache.StateCopy;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.lock.FileHold;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.WaitEnded;
import glasshouse.engine.port.PageFile;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file also while somebody else holds its lock: of one state, or not at all. A writer may
 * use the pages of a state again two commits later, so what was read counts only when no commit
 * came meanwhile. When one comes each time, the state is copied into memory, as {@link StateCopy}
 * can while commits go on.
 */
public final class Reading {
  private static final int TRIES = 3;
  private static final long MOMENT_MILLIS = 1;

  private Reading() {}

  /**
   * What was read.
   *
   * @param value what the reader made of it
   * @param txid the commit it saw
   * @param locked whether the file's lock was ours meanwhile
   */
  public record Read<T>(T value, long txid, boolean locked) {}

  /**
   * Lets {@code reader} read the newest state.
   *
   * @throws StoreFault IO when commits came faster than it could be copied, or the system says no;
   *     MAX_SIZE when they came while a file of more than a GiB was read; and what {@link
   *     Store#open} throws
   */
  public static <T> Read<T> of(LockRegistry registry, Path path, Function<Tx, T> reader) {
    try (FileHold hold = lockOrNull(registry, path)) {
      for (int i = 0; i < TRIES; i++) {
        Read<T> read = attempt(path, reader, hold != null);
        if (read != null) {
          return read;
        }
      }
      return ofCopy(path, reader);
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, String.valueOf(e.getMessage()), e);
    }
  }

  private static <T> Read<T> ofCopy(Path path, Function<Tx, T> reader) throws IOException {
    try (FilePages file = FilePages.open(path, true)) {
      PageFile copy = StateCopy.of(file);
      if (copy == null) {
        throw new StoreFault(
            StoreFault.Kind.IO,
            path + ": its holder commits faster than its changed pages can be copied");
      }
      StoreOptions options = StoreOptions.DEFAULT.reading();
      try (Store store = Store.open(copy, options, StoreLatches.alone())) {
        return new Read<>(store.view(reader), store.stats().txid(), false);
      }
    }
  }

  private static @Nullable FileHold lockOrNull(LockRegistry registry, Path path)
      throws IOException {
    try {
      return FileHold.take(registry, path, true, MOMENT_MILLIS, "reading " + path);
    } catch (WaitEnded _) {
      return null;
    }
  }

  private static <T> @Nullable Read<T> attempt(Path path, Function<Tx, T> reader, boolean locked) {
    T value = null;
    StoreFault fault = null;
    long before;
    try (Store store = open(path)) {
      before = store.stats().txid();
      try {
        value = store.view(reader);
      } catch (StoreFault damaged) {
        fault = damaged;
      }
    }
    if (!locked) {
      try (Store again = open(path)) {
        if (again.stats().txid() != before) {
          return null;
        }
      }
    }
    if (fault != null || value == null) {
      throw fault != null ? fault : new IllegalArgumentException("the reader gave nothing");
    }
    return new Read<>(value, before, locked);
  }

  private static Store open(Path path) {
    try {
      return Store.open(
          FilePages.open(path, true), StoreOptions.DEFAULT.reading(), StoreLatches.alone());
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, String.valueOf(e.getMessage()), e);
    }
  }
}

package glasshouse.engine.live.store;

import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.lock.FileHold;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.WaitEnded;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file also while somebody else holds its lock: of one state, or not at all. A writer may
 * use the pages of a state again two commits later, so what was read counts only when no commit
 * came meanwhile.
 */
public final class Reading {
  private static final int TRIES = 20;
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
   * @throws StoreFault IO when commits came faster than it could be read, or the system says no,
   *     and what {@link Store#open} throws
   */
  public static <T> Read<T> of(LockRegistry registry, Path path, Function<Tx, T> reader) {
    try (FileHold hold = lockOrNull(registry, path)) {
      for (int i = 0; i < TRIES; i++) {
        Read<T> read = attempt(path, reader, hold != null);
        if (read != null) {
          return read;
        }
      }
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, String.valueOf(e.getMessage()), e);
    }
    throw new StoreFault(
        StoreFault.Kind.IO,
        path + ": each of " + TRIES + " times a commit of its holder came while it was read");
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

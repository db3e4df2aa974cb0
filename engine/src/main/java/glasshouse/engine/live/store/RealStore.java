package glasshouse.engine.live.store;

import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.lock.FileHold;
import glasshouse.engine.lock.Latches;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.WaitEnded;
import glasshouse.engine.port.PageFile;
import glasshouse.engine.port.Party;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store in a file that is locked as long as it is open. */
public final class RealStore implements AutoCloseable {
  private final Store store;
  private final FileHold hold;
  private boolean released;

  private RealStore(Store store, FileHold hold) {
    this.store = store;
    this.hold = hold;
  }

  /**
   * Opens a store as bbolt does: the file's lock first, then the file. Opened twice, also by the
   * same thread, the second one waits for the first to be closed.
   *
   * @throws StoreFault TIMEOUT when the lock was not to be had in time, and what {@link Store#open}
   *     throws
   * @throws WaitEnded when the thread was interrupted while it waited for ever
   */
  public static RealStore open(LockRegistry registry, Path path, StoreOptions options) {
    Opening opening = new Opening(path);
    FileHold hold = null;
    PageFile file = null;
    boolean done = false;
    try {
      hold = FileHold.take(registry, path, options.readOnly(), options.timeoutMillis(), opening);
      file = FilePages.open(path, options.readOnly());
      Store store = Store.open(file, options, new Latches(registry, path.toString()));
      done = true;
      return opening.done(new RealStore(store, hold));
    } catch (WaitEnded ended) {
      if (ended.timedOut()) {
        throw new StoreFault(StoreFault.Kind.TIMEOUT, String.valueOf(ended.getMessage()), ended);
      }
      throw ended;
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, String.valueOf(e.getMessage()), e);
    } finally {
      if (!done) {
        close(file);
        close(hold);
      }
    }
  }

  private static void close(@Nullable AutoCloseable what) {
    try {
      if (what != null) {
        what.close();
      }
    } catch (Exception e) {
      throw new StoreFault(StoreFault.Kind.IO, "close: " + e.getMessage(), e);
    }
  }

  /** In whose name the file is locked. */
  private static final class Opening implements Party {
    private final Path path;
    private volatile @Nullable RealStore opened;

    Opening(Path path) {
      this.path = path;
    }

    RealStore done(RealStore store) {
      opened = store;
      return store;
    }

    @Override
    public void end() {
      RealStore mine = opened;
      if (mine != null) {
        mine.close();
      }
    }

    @Override
    public String consequence() {
      return this
          + " is taken back: the store is closed, whoever uses it next gets an error, and"
          + " the next who waits for the file gets it";
    }

    @Override
    public String toString() {
      return "open of " + path;
    }
  }

  /** The store. */
  public Store store() {
    return store;
  }

  /**
   * Closes the store, then lets go of the file. When the wait for the store's transactions is ended
   * from outside, the store stays open and the file locked: it can be closed again. Nothing happens
   * when it is closed already.
   *
   * @throws WaitEnded when the thread was interrupted while it waited
   * @throws StoreFault IO
   */
  @Override
  public void close() {
    try {
      store.close();
    } finally {
      if (!store.isOpen() && !released) {
        released = true;
        close(hold);
      }
    }
  }
}

package glasshouse.engine.cache;

import glasshouse.engine.port.StoreLatches.Latch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One commit. Its order is what makes it whole or nothing: all pages durable before the meta page
 * is written, and of the two meta pages one is never touched.
 */
final class Commit {
  private final Store store;
  private final Tx tx;

  Commit(Store store, Tx tx) {
    this.store = store;
    this.tx = tx;
  }

  void run() {
    tx.root().rebalance();
    tx.root().spill();
    Meta begun = tx.begun();
    if (begun.hasFreelist()) {
      tx.store()
          .freePages()
          .free(
              tx.id(),
              begun.freelist(),
              FreelistPage.overflow(tx.map(), begun.pageSize(), begun.freelist()) + 1);
    }
    long freelist = store.options().noFreelistSync() ? Layout.NO_FREELIST : writeFreelist();
    Meta meta =
        new Meta(
            tx.pageSize(),
            tx.root().rootPage(),
            tx.root().sequence(),
            freelist,
            tx.highWater(),
            tx.id());
    try {
      store.grow(begun, meta);
      writePages();
      if (store.options().strict()) {
        Check.require(
            store.file(), meta, store.name() + ": " + tx + " would leave the file damaged");
      }
    } catch (IOException e) {
      throw new StoreFault(
          StoreFault.Kind.IO, "%s: commit of %s: %s".formatted(store.name(), tx, e), e);
    }
    writeMeta(meta);
  }

  /** The ids that are free once this commit is done, the old freelist's own pages among them. */
  private long writeFreelist() {
    FreePages free = store.freePages();
    int pages = FreelistPage.pagesFor(free.freeCount() + free.pendingCount(), tx.pageSize());
    long id = tx.allocate(pages);
    tx.replace(id, FreelistPage.image(id, pages, tx.pageSize(), free.ids()));
    return id;
  }

  private void writePages() throws IOException {
    for (Map.Entry<Long, byte[]> image : tx.images().entrySet()) {
      store.file().write(image.getKey() * tx.pageSize(), ByteBuffer.wrap(image.getValue()));
    }
    if (!store.options().noSync()) {
      store.file().syncData();
    }
  }

  private void writeMeta(Meta meta) {
    store.latches().enter(Latch.META, false, tx.owner());
    try {
      store.file().write(meta.page() * tx.pageSize(), meta.image());
      if (!store.options().noSync()) {
        store.file().syncData();
      }
      store.advance(meta);
    } catch (IOException e) {
      store.doubt(
          "the meta page of %s may or may not have reached the disk (%s): open the store anew"
              .formatted(tx, e));
      throw new StoreFault(
          StoreFault.Kind.IO, "%s: commit of %s: %s".formatted(store.name(), tx, e), e);
    } finally {
      store.latches().leave(Latch.META, false, tx.owner());
    }
  }
}

package glasshouse.engine.cache;

import glasshouse.engine.port.PageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One whole state of a file that somebody else goes on writing, copied page by page.
 *
 * <p>A commit writes to no page of the state before it, so a page of the newest state is whole when
 * that state is still the newest after the page was copied. When one commit came meanwhile, what
 * was copied until then is kept: a page that stands in both states is the same in both, and only
 * those on the way to what was changed are copied anew. When two came, nothing is certain, and the
 * copy begins again.
 */
public final class StateCopy {
  /** So often the copy begins again before it is given up. */
  private static final int BEGINNINGS = 200;

  /** So often more the meta pages are looked at when neither is whole. */
  private static final int LOOKS = 1000;

  private static final long LARGEST = 1L << 30;

  /**
   * A page with more children that are not known has not changed, but was not copied before: what
   * is below it can wait.
   */
  private static final int MOST_CHANGED = 4;

  private final PageFile file;

  /** Runs before each look at the file: what a holder does meanwhile, for tests. */
  private final Runnable meanwhile;

  private MemorySegment map;

  /** The state that is copied. */
  private Meta state;

  /** Pages of it that are there, by the first id of each run. */
  private SortedMap<Long, Run> copied = new TreeMap<>();

  /** Pages of it that are known and not there yet, those near the root first. */
  private LinkedHashSet<Long> missing = new LinkedHashSet<>();

  /**
   * Neighbouring pages with one header.
   *
   * @param below first ids of the runs that it leads to
   */
  private record Run(byte[] bytes, long[] below) {}

  private StateCopy(PageFile file, Runnable meanwhile) throws IOException {
    this.file = file;
    this.meanwhile = meanwhile;
    map = file.map(file.size());
    begin();
  }

  /**
   * The newest state that can be read. Its holder may be writing the one meta page while the first
   * of them is looked at and the other one while the second is: neither is whole then, for a
   * moment.
   */
  private Meta settled() {
    for (int i = 0; ; i++) {
      // What was read before must have been read before.
      VarHandle.fullFence();
      try {
        return MetaPages.read(map).current();
      } catch (StoreFault fault) {
        if (fault.kind() != StoreFault.Kind.CHECKSUM || i == LOOKS) {
          throw fault;
        }
        meanwhile.run();
      }
    }
  }

  /**
   * The newest state as a file in memory, to be read only; pages that do not belong to it are as
   * they were at some time. Null when commits came so fast that it could not be had.
   *
   * @throws StoreFault INVALID, WRONG_ENDIAN, VERSION_MISMATCH, CHECKSUM; MAX_SIZE when it has more
   *     than a GiB
   */
  public static @Nullable PageFile of(PageFile file) throws IOException {
    return of(file, () -> {});
  }

  static @Nullable PageFile of(PageFile file, Runnable meanwhile) throws IOException {
    StateCopy copy = new StateCopy(file, meanwhile);
    for (int begun = 1; !copy.complete(); begun++) {
      if (begun == BEGINNINGS) {
        return null;
      }
      copy.begin();
    }
    return copy.result();
  }

  private void begin() throws IOException {
    state = newest();
    if (state.highWater() * state.pageSize() > LARGEST) {
      throw new StoreFault(
          StoreFault.Kind.MAX_SIZE,
          "%s has more than %d bytes: too many to copy them while its holder commits"
              .formatted(file.name(), LARGEST));
    }
    copied = new TreeMap<>();
    missing = new LinkedHashSet<>(tops(state));
  }

  private static List<Long> tops(Meta meta) {
    return meta.hasFreelist() ? List.of(meta.root(), meta.freelist()) : List.of(meta.root());
  }

  private Meta newest() throws IOException {
    meanwhile.run();
    Meta meta = settled();
    if (meta.highWater() * meta.pageSize() > map.byteSize() && file.size() > map.byteSize()) {
      map = file.map(file.size());
    }
    return meta;
  }

  /** Copies until nothing is missing; false when two commits came at once. */
  private boolean complete() throws IOException {
    while (!missing.isEmpty()) {
      long id = missing.getFirst();
      byte[] bytes = bytes(id);
      Meta now = newest();
      if (now.txid() == state.txid()) {
        missing.remove(id);
        Run run = run(bytes);
        copied.put(id, run);
        for (long below : run.below) {
          if (!copied.containsKey(below)) {
            missing.add(below);
          }
        }
      } else if (now.txid() != state.txid() + 1 || !follow(now)) {
        return false;
      }
    }
    return true;
  }

  /** Goes on with the state one commit later; false when a second one came before that was done. */
  private boolean follow(Meta next) throws IOException {
    LinkedHashSet<Long> shared = new LinkedHashSet<>();
    SortedMap<Long, Run> fresh = new TreeMap<>();
    List<Long> later = new ArrayList<>();
    ArrayDeque<Long> ids = new ArrayDeque<>(tops(next));
    while (!ids.isEmpty()) {
      long id = ids.removeFirst();
      if (copied.containsKey(id) || missing.contains(id)) {
        shared.add(id);
      } else if (!fresh.containsKey(id)) {
        byte[] bytes = bytes(id);
        if (newest().txid() != next.txid()) {
          return false;
        }
        Run run = run(bytes);
        fresh.put(id, run);
        List<Long> unknown = new ArrayList<>();
        for (long below : run.below) {
          if (copied.containsKey(below) || missing.contains(below)) {
            shared.add(below);
          } else {
            unknown.add(below);
          }
        }
        (unknown.size() > MOST_CHANGED ? later : ids).addAll(unknown);
      }
    }
    ids.addAll(tops(state));
    while (!ids.isEmpty()) {
      long id = ids.removeFirst();
      if (!shared.contains(id)) {
        missing.remove(id);
        Run gone = copied.remove(id);
        if (gone != null) {
          Arrays.stream(gone.below).forEach(ids::add);
        }
      }
    }
    copied.putAll(fresh);
    later.stream().filter(id -> !copied.containsKey(id)).forEach(missing::add);
    state = next;
    return true;
  }

  /** The run at {@code id}, which may be torn; as much of it as the file has. */
  private byte[] bytes(long id) {
    meanwhile.run();
    int size = state.pageSize();
    long at = id * size;
    if (id < 2 || at + size > map.byteSize()) {
      return new byte[0];
    }
    long pages = Integer.toUnsignedLong(map.get(Layout.U32, at + 12)) + 1;
    long length = Math.min(Math.min(pages * size, LARGEST), map.byteSize() - at);
    return map.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Where it leads; nowhere when it is damaged, for whoever reads it later to say. */
  private static Run run(byte[] bytes) {
    List<Long> below = new ArrayList<>();
    try {
      if (bytes.length > 0 && !isFreelist(bytes)) {
        Page page = new Page(MemorySegment.ofArray(bytes), 0, bytes.length);
        for (int i = 0; i < page.count(); i++) {
          if (!page.leaf()) {
            below.add(page.child(i));
          } else if (page.isBucket(i) && page.valueLength(i) >= Layout.BUCKET_HEADER) {
            below.add(page.valueMemory(i).get(Layout.U64, 0));
          }
        }
      }
    } catch (StoreFault _) {
      // The copy has the damage too.
    }
    return new Run(bytes, below.stream().mapToLong(Long::longValue).filter(id -> id > 1).toArray());
  }

  private static boolean isFreelist(byte[] bytes) {
    return MemorySegment.ofArray(bytes).get(Layout.U16, 8) == Layout.FREELIST;
  }

  private PageFile result() {
    int size = state.pageSize();
    MemorySegment whole = Arena.ofAuto().allocate(Math.max(2, state.highWater()) * size);
    long there = Math.min(whole.byteSize(), map.byteSize());
    MemorySegment.copy(map, 0, whole, 0, there);
    copied.forEach(
        (id, run) -> {
          long room = whole.byteSize() - id * size;
          long length = Math.min(run.bytes.length, Math.max(0, room));
          MemorySegment.copy(run.bytes, 0, whole, ValueLayout.JAVA_BYTE, id * size, (int) length);
        });
    Meta older = state.withTxid(state.txid() - 1);
    byte[] meta = state.imageAt(state.page());
    byte[] other = older.imageAt(older.page());
    MemorySegment.copy(meta, 0, whole, ValueLayout.JAVA_BYTE, state.page() * size, size);
    MemorySegment.copy(other, 0, whole, ValueLayout.JAVA_BYTE, older.page() * size, size);
    return new InMemory(file.name(), whole.asReadOnly());
  }

  private record InMemory(String name, MemorySegment bytes) implements PageFile {
    @Override
    public long size() {
      return bytes.byteSize();
    }

    @Override
    public MemorySegment map(long length) {
      return bytes.asSlice(0, length);
    }

    @Override
    public void write(long position, ByteBuffer from) {
      throw readOnly();
    }

    @Override
    public void resize(long size) {
      throw readOnly();
    }

    @Override
    public void syncData() {
      throw readOnly();
    }

    @Override
    public void syncAll() {
      throw readOnly();
    }

    private StoreFault readOnly() {
      return new StoreFault(StoreFault.Kind.READ_ONLY, name + " is a copy to be read");
    }

    @Override
    public void close() {}
  }
}

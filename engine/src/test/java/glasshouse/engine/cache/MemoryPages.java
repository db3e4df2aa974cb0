package glasshouse.engine.cache;

import glasshouse.engine.port.PageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file in memory that keeps what was done to it, and can fail. */
final class MemoryPages implements PageFile {
  /** What was done, in order: {@code bytes} at {@code at}, or a sync, or a new length. */
  sealed interface Deed {
    record Wrote(long at, byte[] bytes) implements Deed {}

    record Resized(long size) implements Deed {}

    record Synced() implements Deed {}
  }

  private byte[] bytes;
  private int size;
  final List<Deed> deeds = new ArrayList<>();

  /** How many more deeds succeed. */
  int failAfter = Integer.MAX_VALUE;

  MemoryPages() {
    this(new byte[0]);
  }

  MemoryPages(byte[] content) {
    bytes = content.clone();
    size = content.length;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public MemorySegment map(long length) {
    return MemorySegment.ofArray(bytes).asSlice(0, length).asReadOnly();
  }

  @Override
  public void write(long position, ByteBuffer from) throws IOException {
    byte[] copy = new byte[from.remaining()];
    from.get(copy);
    record(new Deed.Wrote(position, copy));
    apply(position, copy);
  }

  private void apply(long position, byte[] copy) {
    int end = Math.toIntExact(position + copy.length);
    reserve(end);
    System.arraycopy(copy, 0, bytes, (int) position, copy.length);
  }

  private void reserve(int end) {
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    size = Math.max(size, end);
  }

  @Override
  public void resize(long to) throws IOException {
    record(new Deed.Resized(to));
    reserve(Math.toIntExact(to));
    size = Math.toIntExact(to);
  }

  @Override
  public void syncData() throws IOException {
    record(new Deed.Synced());
  }

  @Override
  public void syncAll() throws IOException {
    record(new Deed.Synced());
  }

  private void record(Deed deed) throws IOException {
    if (failAfter-- <= 0) {
      throw new IOException("No space left on device");
    }
    deeds.add(deed);
  }

  @Override
  public void close() {}
}

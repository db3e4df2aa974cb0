package glasshouse.engine.node;

import glasshouse.engine.aof.BaseCommands;
import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.resp.Args;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A snapshot as the commands that make the data set: the base that aof-use-rdb-preamble no has. */
final class CommandForm implements SnapshotForm {
  private static final int CHUNK = 64 * 1024;

  private final ByteBuilder out = new ByteBuilder(CHUNK);
  private final byte[] first;
  private final List<byte[]> libraries;
  private final Consumer<byte[]> chunks;
  private int selected = -1;
  private long entries;
  private long bytes;

  /**
   * A form.
   *
   * @param first a line that stands before the data, or nothing
   * @param libraries libraries of functions, as source text
   */
  CommandForm(String first, List<byte[]> libraries, Consumer<byte[]> chunks) {
    this.first = Bytes.of(first);
    this.libraries = libraries;
    this.chunks = chunks;
  }

  @Override
  public void begin() {
    out.put(first);
    for (byte[] source : libraries) {
      Args.of(Bytes.of("FUNCTION"), Bytes.of("LOAD"), source).encode(out);
    }
  }

  @Override
  public void entry(int db, KeyEntry entry) {
    if (db != selected) {
      selected = db;
      Args.of("SELECT", Integer.toString(db)).encode(out);
    }
    BaseCommands.write(entry, out);
    entries++;
    if (out.length() >= CHUNK) {
      chunk();
    }
  }

  @Override
  public void end() {
    if (!out.isEmpty()) {
      chunk();
    }
  }

  private void chunk() {
    byte[] chunk = Arrays.copyOf(out.array(), out.length());
    out.clear();
    bytes += chunk.length;
    chunks.accept(chunk);
  }

  @Override
  public long entries() {
    return entries;
  }

  @Override
  public long bytes() {
    return bytes;
  }
}

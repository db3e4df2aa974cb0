package glasshouse.engine.live.os;

import glasshouse.engine.port.PageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/** A file of pages on a disk. */
public final class FilePages implements PageFile {
  private final Path path;
  private final FileChannel channel;

  private FilePages(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens a file; to write it is created when it is missing.
   *
   * @throws IOException when the system says no
   */
  public static FilePages open(Path path, boolean readOnly) throws IOException {
    Set<StandardOpenOption> how =
        readOnly
            ? EnumSet.of(StandardOpenOption.READ)
            : EnumSet.of(
                StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    return new FilePages(path, FileChannel.open(path, how));
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public MemorySegment map(long length) throws IOException {
    // Automatic: a reader may hold on to it longer than the store does, and nothing may crash then.
    return channel.map(MapMode.READ_ONLY, 0, Math.min(length, channel.size()), Arena.ofAuto());
  }

  @Override
  public void write(long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void resize(long size) throws IOException {
    if (size < channel.size()) {
      channel.truncate(size);
    } else if (size > channel.size()) {
      // A byte at the end: the file grows by a hole, as with ftruncate.
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  @Override
  public void syncData() throws IOException {
    channel.force(false);
  }

  @Override
  public void syncAll() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

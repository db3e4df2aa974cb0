package glasshouse.engine.live.os;

import glasshouse.engine.node.DiskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of one node that grow at their end. A write that fails half done is undone, so that a
 * file never holds part of what was said to have failed.
 */
final class AppendedFiles {
  private record Open(Path path, FileChannel channel) {}

  private Path directory;
  private final Map<Long, Open> files = new HashMap<>();

  AppendedFiles(Path directory) {
    this.directory = directory;
  }

  /** Files that are opened from now on are in {@code other}. */
  void enter(Path other) {
    directory = other;
  }

  Path path(long file) {
    Open open = files.get(file);
    return open == null ? directory : open.path;
  }

  DiskResult open(long file, String name, boolean fresh) throws IOException {
    Path path = directory.resolve(name);
    NodeFiles.createParent(path, directory);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (fresh) {
      channel.truncate(0);
    }
    channel.position(channel.size());
    files.put(file, new Open(path, channel));
    return new DiskResult.Accepted(file);
  }

  DiskResult append(long file, byte[] bytes, boolean sync) throws IOException {
    FileChannel channel = channel(file);
    long before = channel.position();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException failure) {
      // Even if the cut fails: what comes next stands where this would have stood.
      channel.position(before);
      channel.truncate(before);
      throw failure;
    }
    if (sync) {
      channel.force(false);
    }
    return new DiskResult.Accepted(file);
  }

  DiskResult sync(long file) throws IOException {
    channel(file).force(false);
    return new DiskResult.Accepted(file);
  }

  DiskResult close(long file) throws IOException {
    FileChannel channel = channel(file);
    files.remove(file);
    try (channel) {
      channel.force(false);
    }
    return new DiskResult.Accepted(file);
  }

  private FileChannel channel(long file) throws IOException {
    Open open = files.get(file);
    if (open == null) {
      throw new IOException("the file is not open");
    }
    return open.channel;
  }

  /** The node has ended: what it did not ask to be synced is left to the system. */
  void closeAll() {
    for (Open open : files.values()) {
      try {
        open.channel.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(open.path.toString(), failure);
      }
    }
    files.clear();
  }
}

package glasshouse.engine.live.os;

import glasshouse.engine.node.DiskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a node that are read bit by bit, as fast as somebody takes them. */
final class ReadFiles {
  private final Map<Long, FileChannel> open = new HashMap<>();

  DiskResult open(long file, Path path) throws IOException {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      open.put(file, channel);
      return new DiskResult.Size(file, channel.size());
    } catch (NoSuchFileException _) {
      return new DiskResult.Absent(file);
    }
  }

  /** The next part; null when the file was closed meanwhile. */
  @Nullable DiskResult next(long file, int count) throws IOException {
    FileChannel channel = open.get(file);
    if (channel == null) {
      return null;
    }
    ByteBuffer part = ByteBuffer.allocate(count);
    int read = 0;
    while (part.hasRemaining() && read >= 0) {
      read = channel.read(part);
    }
    boolean last = channel.position() >= channel.size();
    if (last) {
      close(file);
    }
    byte[] bytes = part.array();
    return new DiskResult.Part(
        file, part.hasRemaining() ? Arrays.copyOf(bytes, part.position()) : bytes, last);
  }

  void close(long file) throws IOException {
    FileChannel channel = open.remove(file);
    if (channel != null) {
      channel.close();
    }
  }

  void closeAll() {
    open.forEach(
        (file, channel) -> {
          try {
            channel.close();
          } catch (IOException failure) {
            throw new UncheckedIOException("file " + file, failure);
          }
        });
    open.clear();
  }
}

package glasshouse.engine.sim;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.node.DiskResult;
import glasshouse.engine.node.Output;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The disk of one simulated node: it outlives the node, but for files that were being written. */
final class SimDisk {
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<Long, ByteBuilder> writing = new TreeMap<>();
  private final Map<Long, String> temporary = new TreeMap<>();
  private long room = Long.MAX_VALUE;

  /** From now on it takes files of at most {@code bytes}. */
  void room(long bytes) {
    room = bytes;
  }

  /** Files that are being written. */
  int unfinished() {
    return writing.size();
  }

  /** What is in a file, nothing when there is none. */
  byte[] content(String name) {
    byte[] content = files.get(name);
    return content == null ? Bytes.EMPTY : content;
  }

  /** The node has ended: what it was writing is gone. */
  void ended() {
    writing.clear();
    temporary.clear();
  }

  /** Carries out a request; null when it has no answer. */
  @Nullable DiskResult carryOut(Output.Disk request) {
    return switch (request) {
      case Output.CreateFile(long file, String name) -> {
        writing.put(file, new ByteBuilder(1024));
        temporary.put(file, name);
        yield new DiskResult.Accepted(file);
      }
      case Output.WriteFile(long file, byte[] bytes) -> write(file, bytes);
      case Output.CommitFile(long file, String name) -> {
        ByteBuilder done = writing.remove(file);
        if (done != null) {
          files.put(name, done.toByteArray());
        }
        yield new DiskResult.Committed(file);
      }
      case Output.AbortFile(long file) -> {
        writing.remove(file);
        yield null;
      }
      case Output.ReadFile(long file, String name) -> {
        byte[] content = files.get(name);
        yield content == null
            ? new DiskResult.Absent(file)
            : new DiskResult.Part(file, content, true);
      }
    };
  }

  private DiskResult write(long file, byte[] bytes) {
    ByteBuilder to = writing.get(file);
    if (to != null && to.length() + bytes.length > room) {
      writing.remove(file);
      String why = temporary.get(file) + ": IOException: No space left on device";
      return new DiskResult.Failed(file, why);
    }
    if (to != null) {
      to.put(bytes);
    }
    return new DiskResult.Accepted(file);
  }
}

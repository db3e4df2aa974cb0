package glasshouse.engine.sim;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.node.DiskResult;
import glasshouse.engine.node.Output;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one simulated node, which outlives the node, in two images: what programs see, and
 * what is left after the power failed. They agree where something was synced.
 */
public final class SimDisk {
  private final Map<String, byte[]> seen = new TreeMap<>();
  private final Map<String, byte[]> synced = new TreeMap<>();
  private final Map<Long, ByteBuilder> writing = new TreeMap<>();
  private final Map<Long, String> temporary = new TreeMap<>();
  private final Map<Long, String> appended = new TreeMap<>();
  private final Map<Long, ByteBuffer> reading = new TreeMap<>();
  private long room = Long.MAX_VALUE;

  /** Names of the files, in order. */
  public Set<String> names() {
    return seen.keySet();
  }

  /** What is in a file, or null. */
  public byte @Nullable [] get(String name) {
    return seen.get(name);
  }

  /** Puts a file there, as if it had always been there; null removes it. */
  public void put(String name, byte @Nullable [] content) {
    if (content == null) {
      seen.remove(name);
      synced.remove(name);
    } else {
      seen.put(name, content);
      synced.put(name, content);
    }
  }

  /** From now on no file may have more than {@code bytes}. */
  void room(long bytes) {
    room = bytes;
  }

  /** Files that are being written. */
  int unfinished() {
    return writing.size();
  }

  /** What is in a file, nothing when there is none. */
  public byte[] content(String name) {
    return seen.getOrDefault(name, Bytes.EMPTY);
  }

  /** The node has ended: what it was writing under a temporary name is gone. */
  void ended() {
    writing.clear();
    temporary.clear();
    appended.clear();
    reading.clear();
  }

  /** The machine has lost its power: what was not synced is gone. */
  void powerCut() {
    seen.clear();
    seen.putAll(synced);
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
        if (done == null) {
          yield null;
        }
        put(name, done.toByteArray());
        yield new DiskResult.Committed(file);
      }
      case Output.AbortFile(long file) -> {
        writing.remove(file);
        yield null;
      }
      case Output.ReadFile(long file, String name) -> {
        byte[] content = seen.get(name);
        yield content == null
            ? new DiskResult.Absent(file)
            : new DiskResult.Part(file, content, true);
      }
      case Output.OpenRead(long file, String name) -> {
        byte[] content = seen.get(name);
        if (content == null) {
          yield new DiskResult.Absent(file);
        }
        reading.put(file, ByteBuffer.wrap(content));
        yield new DiskResult.Size(file, content.length);
      }
      case Output.ReadNext(long file, int count) -> readNext(file, count);
      case Output.EndRead(long file) -> {
        reading.remove(file);
        yield null;
      }
      case Output.OpenAppend(long file, String name, boolean fresh) -> {
        appended.put(file, name);
        if (fresh || !seen.containsKey(name)) {
          put(name, Bytes.EMPTY);
        }
        yield new DiskResult.Accepted(file);
      }
      case Output.Append(long file, byte[] bytes, boolean sync) -> append(file, bytes, sync);
      case Output.SyncFile(long file) -> {
        sync(file);
        yield new DiskResult.Accepted(file);
      }
      case Output.CloseFile(long file) -> {
        sync(file);
        appended.remove(file);
        yield new DiskResult.Accepted(file);
      }
      case Output.StatFile(long file, String name) -> {
        byte[] content = seen.get(name);
        yield content == null
            ? new DiskResult.Absent(file)
            : new DiskResult.Size(file, content.length);
      }
      case Output.RenameFile(long file, String from, String to) -> {
        byte[] content = seen.get(from);
        byte[] sure = synced.get(from);
        put(from, null);
        put(to, sure);
        if (content != null) {
          seen.put(to, content);
        }
        appended.replaceAll((_, name) -> name.equals(from) ? to : name);
        yield content == null
            ? new DiskResult.Failed(file, from + ": IOException: No such file or directory")
            : new DiskResult.Committed(file);
      }
      case Output.TruncateFile(long file, String name, long length) -> {
        put(name, Arrays.copyOf(seen.getOrDefault(name, Bytes.EMPTY), (int) length));
        yield new DiskResult.Committed(file);
      }
      case Output.RemoveFile(long file, String name) -> {
        put(name, null);
        yield new DiskResult.Committed(file);
      }
    };
  }

  private @Nullable DiskResult readNext(long file, int count) {
    ByteBuffer from = reading.get(file);
    if (from == null) {
      return null;
    }
    byte[] part = new byte[Math.min(count, from.remaining())];
    from.get(part);
    boolean last = !from.hasRemaining();
    if (last) {
      reading.remove(file);
    }
    return new DiskResult.Part(file, part, last);
  }

  private @Nullable DiskResult write(long file, byte[] bytes) {
    ByteBuilder to = writing.get(file);
    if (to == null) {
      return null;
    }
    if (to.length() + bytes.length > room) {
      writing.remove(file);
      return full(file, String.valueOf(temporary.get(file)));
    }
    to.put(bytes);
    return new DiskResult.Accepted(file);
  }

  private static DiskResult full(long file, String name) {
    return new DiskResult.Failed(file, name + ": IOException: No space left on device");
  }

  private DiskResult append(long file, byte[] bytes, boolean sync) {
    String name = String.valueOf(appended.get(file));
    byte[] before = seen.getOrDefault(name, Bytes.EMPTY);
    if (before.length + bytes.length > room) {
      return full(file, name);
    }
    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, after, before.length, bytes.length);
    seen.put(name, after);
    if (sync) {
      sync(file);
    }
    return new DiskResult.Accepted(file);
  }

  private void sync(long file) {
    String name = appended.get(file);
    byte[] content = name == null ? null : seen.get(name);
    if (name != null && content != null) {
      synced.put(name, content);
    }
  }
}

package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lock of Java's FileChannel, fcntl's on Linux. flock(2) does not see it; the whole process has
 * it, and loses it when any stream of the process on the same file is closed, which {@link
 * FileLock#isValid} does not tell.
 */
final class ChannelFile implements LockedFile {
  private final Path path;
  private final FileChannel channel;
  private @Nullable FileLock lock;

  private ChannelFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static ChannelFile open(Path path, boolean readOnly) throws IOException {
    Set<StandardOpenOption> how =
        readOnly
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    return new ChannelFile(path, FileChannel.open(path, how));
  }

  @Override
  public int descriptor() {
    return -1;
  }

  @Override
  public String identity() throws IOException {
    return OpenFiles.identity(path);
  }

  @Override
  public boolean tryLock(boolean shared) throws IOException {
    try {
      lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      return lock != null;
    } catch (OverlappingFileLockException _) {
      // Somebody else in this JVM has it: Java throws where the system would have one wait.
      return false;
    }
  }

  @Override
  public void unlock() throws IOException {
    if (lock != null) {
      lock.release();
    }
  }

  @Override
  public String lost() {
    try {
      // Nothing may be opened here: to close it would lose the lock.
      String file = KernelLocks.identity(path);
      String mine = Long.toString(ProcessHandle.current().pid());
      if (file.isEmpty()) {
        throw new NoSuchFileException(path.toString());
      }
      boolean there =
          KernelLocks.all().isEmpty()
              || KernelLocks.all().stream()
                  .anyMatch(
                      line ->
                          !line.waits()
                              && line.kind().equals("POSIX")
                              && line.pid().equals(mine)
                              && line.file().equals(file));
      return there
          ? ""
          : ("the system knows of no lock of this process on %s, though isValid() is %s: a second"
                  + " stream on it was closed here, or the file was replaced")
              .formatted(path, lock != null && lock.isValid());
    } catch (NoSuchFileException _) {
      return "%s is gone: it was unlinked or renamed, and others may lock a new one"
          .formatted(path);
    } catch (IOException e) {
      return "it cannot be seen whether the lock of %s still holds: %s".formatted(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

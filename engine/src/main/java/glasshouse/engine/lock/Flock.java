package glasshouse.engine.lock;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The lock that flock(2) puts on an open file: the one bbolt, etcd and util-linux' flock use. It
 * belongs to this opening of the file, and excludes other openings in this process as in others.
 * Java's own file locks are of another kind, that these programs do not see.
 */
final class Flock implements LockedFile {
  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");

  private static final int SHARED = 1;
  private static final int ALONE = 2;
  private static final int AT_ONCE = 4;
  private static final int UNLOCK = 8;

  private static final int READ_ONLY = 0;
  private static final int READ_WRITE = 2;
  private static final int CREATE = MAC ? 0x200 : 0100;
  private static final int CLOSE_ON_EXEC = MAC ? 0x1000000 : 02000000;
  private static final int RIGHTS = 0600;

  private static final int EINTR = 4;
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EWOULDBLOCK = MAC ? 35 : 11;

  private final Path path;
  private int descriptor;

  private Flock(Path path, int descriptor) {
    this.path = path;
    this.descriptor = descriptor;
  }

  /**
   * Opens the file, without a lock yet; to write it is created when it is missing.
   *
   * @throws IOException when the system says no
   */
  static Flock open(Path path, boolean readOnly) throws IOException {
    int how = (readOnly ? READ_ONLY : READ_WRITE | CREATE) | CLOSE_ON_EXEC;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(C.STATE);
      MemorySegment name = arena.allocateFrom(path.toAbsolutePath().toString());
      int descriptor = (int) C.OPEN.invokeExact(error, name, how, RIGHTS);
      if (descriptor < 0) {
        int code = (int) C.ERRNO.get(error, 0L);
        throw switch (code) {
          case ENOENT -> new FileNotFoundException(path + ": no such file");
          case EACCES -> new AccessDeniedException(path.toString());
          default -> new IOException("%s: open failed (errno %d)".formatted(path, code));
        };
      }
      return new Flock(path, descriptor);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int descriptor() {
    return descriptor;
  }

  @Override
  public String identity() throws IOException {
    return OpenFiles.identity(OpenFiles.own(descriptor, path));
  }

  @Override
  public String lost() {
    return OpenFiles.lost(path, descriptor);
  }

  @Override
  public boolean tryLock(boolean shared) throws IOException {
    int code = call((shared ? SHARED : ALONE) | AT_ONCE);
    if (code == 0) {
      return true;
    }
    if (code == EWOULDBLOCK || code == EINTR) {
      return false;
    }
    throw new IOException("%s: flock failed (errno %d)".formatted(path, code));
  }

  @Override
  public void unlock() throws IOException {
    int code = call(UNLOCK);
    if (code != 0) {
      throw new IOException("%s: unlock failed (errno %d)".formatted(path, code));
    }
  }

  private int call(int operation) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(C.STATE);
      int result = (int) C.FLOCK.invokeExact(error, descriptor, operation);
      return result == 0 ? 0 : (int) C.ERRNO.get(error, 0L);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (descriptor < 0) {
      return;
    }
    try {
      // Nothing is written through it, and the lock is gone whatever close answers.
      int _ = (int) C.CLOSE.invokeExact(descriptor);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    descriptor = -1;
  }

  /** The functions of the C library; looked up when the first file is opened. */
  @SuppressWarnings("restricted")
  private static final class C {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERROR = Linker.Option.captureCallState("errno");
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    static final MethodHandle OPEN =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2),
            ERROR);
    static final MethodHandle FLOCK =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("flock"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            ERROR);
    static final MethodHandle CLOSE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private C() {}
  }
}

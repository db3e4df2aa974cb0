package glasshouse.engine.lock;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The lock that bbolt takes on Windows: LockFileEx on the one byte at offset 2^64-1, which no data
 * can be at. Java's own locks end at 2^63-1 and cannot express it. Written from Microsoft's
 * description of these functions; it is compiled everywhere and has not been run on Windows yet.
 */
final class WindowsFile implements LockedFile {
  private static final int GENERIC_READ = 0x8000_0000;
  private static final int GENERIC_WRITE = 0x4000_0000;

  /** Others may read, write and delete it meanwhile, as with files that Go opens or Java. */
  private static final int SHARE_ALL = 1 | 2 | 4;

  private static final int OPEN_EXISTING = 3;
  private static final int OPEN_ALWAYS = 4;
  private static final int ATTRIBUTE_NORMAL = 0x80;

  private static final int FAIL_IMMEDIATELY = 1;
  private static final int EXCLUSIVE = 2;

  private static final int FILE_NOT_FOUND = 2;
  private static final int PATH_NOT_FOUND = 3;
  private static final int LOCK_VIOLATION = 33;
  private static final int IO_PENDING = 997;

  private static final long INVALID_HANDLE = -1;

  private final Path path;
  private final MemorySegment handle;
  private boolean open = true;

  private WindowsFile(Path path, MemorySegment handle) {
    this.path = path;
    this.handle = handle;
  }

  static WindowsFile open(Path path, boolean readOnly) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(Kernel.STATE);
      MemorySegment name =
          arena.allocateFrom(path.toAbsolutePath().toString(), StandardCharsets.UTF_16LE);
      MemorySegment handle =
          (MemorySegment)
              Kernel.CREATE_FILE.invokeExact(
                  error,
                  name,
                  readOnly ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE,
                  SHARE_ALL,
                  MemorySegment.NULL,
                  readOnly ? OPEN_EXISTING : OPEN_ALWAYS,
                  ATTRIBUTE_NORMAL,
                  MemorySegment.NULL);
      if (handle.address() == INVALID_HANDLE) {
        int code = Kernel.code(error);
        throw code == FILE_NOT_FOUND || code == PATH_NOT_FOUND
            ? new FileNotFoundException(path + ": no such file")
            : new IOException("%s: open failed (error %d)".formatted(path, code));
      }
      return new WindowsFile(path, handle);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A handle is no small number that people could look up. */
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
    int code = call(true, shared ? FAIL_IMMEDIATELY : FAIL_IMMEDIATELY | EXCLUSIVE);
    if (code == LOCK_VIOLATION || code == IO_PENDING) {
      return false;
    }
    if (code != 0) {
      throw new IOException("%s: LockFileEx failed (error %d)".formatted(path, code));
    }
    return true;
  }

  @Override
  public void unlock() throws IOException {
    int code = call(false, 0);
    if (code != 0) {
      throw new IOException("%s: UnlockFileEx failed (error %d)".formatted(path, code));
    }
  }

  /** The error of locking or unlocking the one byte; 0 for none. */
  private int call(boolean lock, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(Kernel.STATE);
      MemorySegment where = arena.allocate(Kernel.OVERLAPPED);
      Kernel.OFFSET.set(where, 0L, -1);
      Kernel.OFFSET_HIGH.set(where, 0L, -1);
      int done =
          lock
              ? (int) Kernel.LOCK_FILE.invokeExact(error, handle, flags, 0, 1, 0, where)
              : (int) Kernel.UNLOCK_FILE.invokeExact(error, handle, 0, 1, 0, where);
      return done != 0 ? 0 : Kernel.code(error);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** An open file cannot be replaced or unlinked there. */
  @Override
  public String lost() {
    return "";
  }

  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(Kernel.STATE);
      int done = (int) Kernel.CLOSE_HANDLE.invokeExact(error, handle);
      if (done == 0) {
        throw new IOException("%s: close failed (error %d)".formatted(path, Kernel.code(error)));
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The functions of kernel32; looked up when the first file is opened. */
  @SuppressWarnings("restricted")
  private static final class Kernel {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY =
        SymbolLookup.libraryLookup("kernel32", Arena.global());
    private static final Linker.Option ERROR = Linker.Option.captureCallState("GetLastError");
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle LAST_ERROR =
        STATE.varHandle(PathElement.groupElement("GetLastError"));

    static final StructLayout OVERLAPPED =
        MemoryLayout.structLayout(
            ValueLayout.JAVA_LONG.withName("Internal"),
            ValueLayout.JAVA_LONG.withName("InternalHigh"),
            ValueLayout.JAVA_INT.withName("Offset"),
            ValueLayout.JAVA_INT.withName("OffsetHigh"),
            ValueLayout.ADDRESS.withName("hEvent"));
    static final VarHandle OFFSET = OVERLAPPED.varHandle(PathElement.groupElement("Offset"));
    static final VarHandle OFFSET_HIGH =
        OVERLAPPED.varHandle(PathElement.groupElement("OffsetHigh"));

    static final MethodHandle CREATE_FILE =
        function(
            "CreateFileW",
            FunctionDescriptor.of(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    static final MethodHandle LOCK_FILE =
        function(
            "LockFileEx",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    static final MethodHandle UNLOCK_FILE =
        function(
            "UnlockFileEx",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    static final MethodHandle CLOSE_HANDLE =
        function("CloseHandle", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private Kernel() {}

    private static MethodHandle function(String name, FunctionDescriptor types) {
      return LINKER.downcallHandle(LIBRARY.findOrThrow(name), types, ERROR);
    }

    static int code(MemorySegment state) {
      return (int) LAST_ERROR.get(state, 0L);
    }
  }
}

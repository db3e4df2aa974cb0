package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Stands in for systemd: a datagram socket that services are told of. */
@SuppressWarnings("restricted")
final class NotifyListener implements AutoCloseable {
  private static final int UNIX = 1;
  private static final int DATAGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int RECEIVE_TIMEOUT = 20;
  private static final long SECONDS = 20;
  private static final int MESSAGE = 1000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout INT = ValueLayout.JAVA_INT;
  private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
  private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

  private final int socket;

  /** Listens; a name that begins with {@code @} is outside of the file system. */
  NotifyListener(String name) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      socket = (int) find("socket", INT, INT, INT, INT).invokeExact(UNIX, DATAGRAM, 0);
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      if (name.startsWith("@")) {
        bytes[0] = 0;
      }
      MemorySegment address = arena.allocate(2 + bytes.length, 2);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) UNIX);
      MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, 2, bytes.length);
      int bound =
          (int)
              find("bind", INT, INT, POINTER, INT)
                  .invokeExact(socket, address, (int) address.byteSize());
      MemorySegment patience = arena.allocateFrom(ValueLayout.JAVA_LONG, SECONDS, 0);
      int set =
          (int)
              find("setsockopt", INT, INT, INT, INT, POINTER, INT)
                  .invokeExact(
                      socket, SOL_SOCKET, RECEIVE_TIMEOUT, patience, (int) patience.byteSize());
      assertThat(bound | set).as("listening on %s", name).isZero();
    }
  }

  /** The next message. */
  String next() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = arena.allocate(MESSAGE);
      long length =
          (long)
              find("recv", LONG, INT, POINTER, LONG, INT)
                  .invokeExact(socket, message, message.byteSize(), 0);
      assertThat(length).as("bytes of a message within %d s", SECONDS).isPositive();
      byte[] bytes = message.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    try {
      int _ = (int) find("close", INT, INT).invokeExact(socket);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}

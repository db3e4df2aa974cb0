package glasshouse.engine.live.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * Tells systemd how far a service is, as sd_notify(3) does: one datagram on a socket in the file
 * system or, with {@code @} before its name, outside of it. Java has no datagram sockets of this
 * family. The constants are those of Linux, where alone systemd is.
 */
public final class NotifySocket {
  private static final int UNIX = 1;
  private static final int DATAGRAM = 2;
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int NO_SIGNAL = 0x4000;

  /** Bytes of a socket's name that fit into an address, and what stands before them. */
  private static final int NAME = 108;

  private static final int FAMILY = 2;

  private static final int EINVAL = 22;
  private static final int ENAMETOOLONG = 36;

  private NotifySocket() {}

  /**
   * Sends a message to the socket, for which it waits while the socket is full.
   *
   * @param socket as NOTIFY_SOCKET names it
   * @return 1, or what is wrong as a negative errno
   */
  public static int send(String socket, String message) {
    byte[] name = socket.getBytes(StandardCharsets.UTF_8);
    boolean abstractName = socket.startsWith("@");
    if (name.length < 2 || !abstractName && !socket.startsWith("/")) {
      return -EINVAL;
    }
    if (name.length >= NAME) {
      return abstractName ? -EINVAL : -ENAMETOOLONG;
    }
    if (abstractName) {
      name[0] = 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      // A name outside the file system is all bytes there are, another ends with a zero.
      int length = abstractName ? name.length : name.length + 1;
      MemorySegment address = arena.allocate(FAMILY + (long) length, FAMILY);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, FAMILY, name.length);
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      return send(arena, address, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int send(Arena arena, MemorySegment address, MemorySegment message)
      throws Throwable {
    MemorySegment error = arena.allocate(C.STATE);
    int socket = (int) C.SOCKET.invokeExact(error, UNIX, DATAGRAM | CLOSE_ON_EXEC, 0);
    if (socket < 0) {
      return -(int) C.ERRNO.get(error, 0L);
    }
    long sent =
        (long)
            C.SEND_TO.invokeExact(
                error, socket, message, message.byteSize(), NO_SIGNAL, address, size(address));
    int code = sent < 0 ? -(int) C.ERRNO.get(error, 0L) : 1;
    int _ = (int) C.CLOSE.invokeExact(socket);
    return code;
  }

  private static int size(MemorySegment address) {
    return Math.toIntExact(address.byteSize());
  }

  /** The functions of the C library; looked up when the first message is sent. */
  @SuppressWarnings("restricted")
  private static final class C {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERROR = Linker.Option.captureCallState("errno");
    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout SIZE = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    static final MethodHandle SOCKET = find("socket", INT, ERROR, INT, INT, INT);
    static final MethodHandle SEND_TO =
        find("sendto", SIZE, ERROR, INT, POINTER, SIZE, INT, POINTER, INT);
    static final MethodHandle CLOSE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(INT, INT));

    private C() {}

    private static MethodHandle find(
        String name, MemoryLayout result, Linker.Option option, MemoryLayout... arguments) {
      return LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow(name),
          FunctionDescriptor.of(result, arguments),
          option);
    }
  }
}

package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import glasshouse.engine.base.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Many connections to a server, each answered once, held by another process until it is closed. */
final class Crowd implements AutoCloseable {
  private static final String READY = "all were answered";

  /** Files that a server and this process need beside those of the connections. */
  private static final int OTHERS = 600;

  private final Process process;

  private Crowd(Process process) {
    this.process = process;
  }

  /** How many connections one process may have here. */
  static int room() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() - OTHERS)
        : Integer.MAX_VALUE;
  }

  /** Opens them; returns when each has had an answer. */
  static Crowd of(int port, int count) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Crowd.class.getName(),
                  String.valueOf(port),
                  String.valueOf(count))
              .redirectErrorStream(true)
              .start();
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      assertThat(said.readLine()).isEqualTo(READY);
      return new Crowd(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The other process: opens what it is told, says so, and ends with its input. */
  public static void main(String[] args) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
      socket.getOutputStream().write(Bytes.of("PING\r\n"));
      sockets.add(socket);
    }
    for (Socket socket : sockets) {
      byte[] answer = socket.getInputStream().readNBytes(7);
      if (!Bytes.text(answer).equals("+PONG\r\n")) {
        throw new IOException("saw " + Bytes.text(answer));
      }
    }
    System.out.println(READY);
    int end = System.in.read();
    for (Socket socket : sockets) {
      socket.close();
    }
    System.exit(end < 0 ? 0 : 1);
  }
}

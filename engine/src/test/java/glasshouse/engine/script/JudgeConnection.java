package glasshouse.engine.script;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A bare connection to a server: sends commands, gives replies as the bytes that came. */
final class JudgeConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  JudgeConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  byte[] call(byte[]... argv) throws IOException {
    ByteBuilder out = new ByteBuilder(256);
    out.put('*').decimal(argv.length).crlf();
    for (byte[] arg : argv) {
      out.put('$').decimal(arg.length).crlf().put(arg).crlf();
    }
    socket.getOutputStream().write(out.toByteArray());
    ByteBuilder reply = new ByteBuilder(256);
    read(reply);
    return reply.toByteArray();
  }

  String call(String... words) throws IOException {
    byte[][] argv = new byte[words.length][];
    for (int i = 0; i < argv.length; i++) {
      argv[i] = Bytes.of(words[i]);
    }
    return Bytes.text(call(argv));
  }

  private void read(ByteBuilder to) throws IOException {
    long open = 1;
    while (open > 0) {
      open--;
      int from = to.length();
      int b = next();
      to.put(b);
      while (b != '\n') {
        b = next();
        to.put(b);
      }
      String line = to.toString().substring(from).strip();
      char kind = line.charAt(0);
      if ("*%~>|$=".indexOf(kind) >= 0) {
        long size = Long.parseLong(line.substring(1));
        switch (kind) {
          case '$', '=' -> {
            if (size >= 0) {
              to.put(in.readNBytes((int) size + 2));
            }
          }
          case '%' -> open += 2 * size;
          case '|' -> open += 2 * size + 1;
          default -> open += Math.max(0, size);
        }
      }
    }
  }

  private int next() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the server closed the connection");
    }
    return b;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

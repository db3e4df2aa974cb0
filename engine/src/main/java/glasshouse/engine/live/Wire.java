package glasshouse.engine.live;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A plain client connection to a node on this machine: words out, replies in; it blocks. */
final class Wire implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2000;

  private final Socket socket = new Socket();
  private final InputStream in;

  /** Connects; {@code patience} milliseconds is how long {@link #read} waits, 0 for ever. */
  Wire(int port, int patience) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(patience);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void send(Args words) throws IOException {
    ByteBuilder bytes = new ByteBuilder(64);
    words.encode(bytes);
    socket.getOutputStream().write(bytes.array(), 0, bytes.length());
  }

  Reply read() throws IOException {
    return Reply.read(in);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package glasshouse.engine.exhibit;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.resp.Args;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clients of a seed at live nodes: each keeps a connection to every node it has talked to. */
final class LiveClients implements AutoCloseable {
  /** How long to wait for a reply, which tells that a node has taken it; who blocks has none. */
  private static final int REPLY_MILLIS = 200;

  private static final int GLANCE_MILLIS = 1;

  private final Map<String, Socket> links = new LinkedHashMap<>();
  private final byte[] buffer = new byte[64 * 1024];

  /**
   * Sends commands in one write; returns when something came back, or nothing will. Nothing happens
   * when nobody listens.
   *
   * @param client its name, new or used before
   */
  void send(String client, int port, List<Args> commands) throws IOException {
    String key = client + "@" + port;
    Socket link = links.get(key);
    if (link == null || !drained(link, GLANCE_MILLIS)) {
      hangUp(link);
      try {
        link = new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException nobody) {
        links.remove(key);
        return;
      }
      link.setTcpNoDelay(true);
      links.put(key, link);
    }
    ByteBuilder bytes = new ByteBuilder(256);
    commands.forEach(command -> command.encode(bytes));
    link.getOutputStream().write(bytes.array(), 0, bytes.length());
    boolean _ = drained(link, REPLY_MILLIS);
  }

  /** Reads what is there, or comes first within so many milliseconds; false when it is over. */
  private boolean drained(Socket link, int millis) {
    try {
      link.setSoTimeout(millis);
      do {
        if (link.getInputStream().read(buffer) < 0) {
          return false;
        }
      } while (link.getInputStream().available() > 0);
      return true;
    } catch (SocketTimeoutException nothing) {
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  private static void hangUp(@Nullable Socket link) throws IOException {
    if (link != null) {
      link.close();
    }
  }

  @Override
  public void close() throws IOException {
    leave();
  }

  /** All of them leave. */
  void leave() throws IOException {
    for (Socket link : links.values()) {
      link.close();
    }
    links.clear();
  }
}

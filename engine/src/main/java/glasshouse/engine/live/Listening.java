package glasshouse.engine.live;

import glasshouse.engine.live.netty.NodeSockets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Where a node listens: at its start, and when CONFIG SET says otherwise. */
final class Listening {
  private static final List<String> NOT_OURS =
      List.of("cannot assign requested address", "protocol family", "address family");

  private final NodeSockets sockets;
  private List<String> hosts = List.of();
  private int port;

  Listening(NodeSockets sockets) {
    this.sockets = sockets;
  }

  /**
   * Listens.
   *
   * @param wanted 0 for any free port
   * @return the port; {@code wanted} when there is no host
   */
  int open(List<String> atHosts, int wanted) throws IOException {
    hosts = atHosts;
    port = listen(atHosts, wanted);
    return port;
  }

  /** Moves to another port, 0 for none; false when it cannot be had. */
  boolean port(int wanted) {
    return move(hosts, wanted);
  }

  /** Moves to other addresses; false when they cannot be had. */
  boolean hosts(List<String> wanted) {
    return move(wanted, port);
  }

  private boolean move(List<String> toHosts, int toPort) {
    sockets.listenNowhere();
    try {
      if (toPort != 0) {
        listen(toHosts, toPort);
      }
    } catch (IOException refused) {
      back();
      return false;
    }
    hosts = toHosts;
    port = toPort;
    return true;
  }

  /** What could be had a moment ago can be had again. */
  private void back() {
    sockets.listenNowhere();
    try {
      if (port != 0) {
        listen(hosts, port);
      }
    } catch (IOException lost) {
      throw new IllegalStateException("cannot listen again on port " + port, lost);
    }
  }

  /**
   * An address with a leading minus may be none of this machine's; any other trouble is one. The
   * first that works decides the port.
   */
  private int listen(List<String> atHosts, int wanted) throws IOException {
    int used = wanted;
    for (String host : atHosts) {
      boolean optional = host.startsWith("-");
      String address = optional ? host.substring(1) : host;
      String resolved = address.equals("*") ? "0.0.0.0" : address.equals("::*") ? "::" : address;
      try {
        used = sockets.listen(resolved, used);
      } catch (IOException failure) {
        if (!optional || !isNotOurs(failure)) {
          throw failure;
        }
      }
    }
    return used;
  }

  private static boolean isNotOurs(IOException failure) {
    String why = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return NOT_OURS.stream().anyMatch(why::contains);
  }
}

package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.command.connection.Clients;
import glasshouse.engine.command.connection.Peer;
import glasshouse.engine.command.connection.PeerLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The node's connections as the connection family sees them. */
final class ClientRegistry implements Clients {
  private final Core core;
  private final NodeParts parts;

  ClientRegistry(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
  }

  @Override
  public List<Peer> all() {
    List<Connection> connections = new ArrayList<>();
    core.byClient.forEach(
        connection -> {
          if (!connection.closing || connection.running) {
            connections.add(connection);
          }
        });
    if (parts.replicaSide.link().state() instanceof MasterLink.Connected(Connection master)) {
      connections.add(master);
    }
    connections.sort(Comparator.comparingLong(connection -> connection.client.id()));
    return connections.stream().distinct().map(ClientRegistry::peer).toList();
  }

  @Override
  public @Nullable Peer find(long id) {
    Connection connection = core.byClient.get(id);
    return connection == null ? null : peer(connection);
  }

  /** How the log calls a client: the line that CLIENT LIST has for it. */
  static String line(Connection connection, long now) {
    return PeerLine.of(peer(connection), now);
  }

  private static Peer peer(Connection c) {
    return new Peer(
        c.client,
        c.peer,
        c.local,
        Math.abs(c.link),
        kind(c),
        c.openedAt,
        c.heardAt,
        c.blocked() || c.postponed != null,
        c.closing,
        local(c.peer),
        new Peer.Subscriptions(
            c.client.subscriptions().channels().size(),
            c.client.subscriptions().patterns().size(),
            c.client.subscriptions().shardChannels().size()),
        ClientMemory.fields(c));
  }

  /** What a connection is to the node. */
  static Peer.Kind kind(Connection c) {
    if (c.master) {
      return Peer.Kind.MASTER;
    }
    if (c.session != null) {
      return Peer.Kind.REPLICA;
    }
    return c.client.subscriptions().active() ? Peer.Kind.PUBSUB : Peer.Kind.NORMAL;
  }

  /** True for an address on this machine. */
  static boolean local(String address) {
    return address.startsWith("127.")
        || address.startsWith("[::1]")
        || address.startsWith("::1")
        || address.startsWith("/");
  }

  @Override
  public void close(Client client) {
    Connection connection = connection(client);
    if (connection == null) {
      return;
    }
    if (connection.running || connection.master) {
      core.close(connection);
    } else {
      parts.free(connection);
    }
  }

  private @Nullable Connection connection(Client client) {
    Connection connection = core.connectionOf(client);
    if (connection == null
        && parts.replicaSide.link().state() instanceof MasterLink.Connected(Connection master)
        && master.client == client) {
      return master;
    }
    return connection;
  }

  @Override
  public void pause(long until, boolean writesOnly) {
    parts.server.pauses.pause(until, writesOnly);
  }

  @Override
  public void unpause() {
    parts.server.pauses.end();
  }

  @Override
  public boolean unblock(Client client, boolean error) {
    Connection connection = core.connectionOf(client);
    if (connection == null || !connection.blocked() || parts.migration.waits(client)) {
      return false;
    }
    if (error) {
      refuse(connection, "UNBLOCKED client unblocked via CLIENT UNBLOCK");
      core.resumed.add(connection);
    } else if (connection.waiting) {
      parts.acknowledgements.release(connection);
    } else {
      parts.dispatcher.timeOut(connection);
    }
    return true;
  }

  /**
   * The node becomes a replica, or one of another master: what blocked clients wait for must not
   * happen here any more (Redis, disconnectAllBlockedClients).
   */
  void dropBlocked() {
    List<Connection> waiting = new ArrayList<>();
    core.connections.forEach(
        connection -> {
          if (connection.blocked() && !parts.migration.waits(connection.client)) {
            waiting.add(connection);
          }
        });
    for (Connection connection : waiting) {
      refuse(
          connection,
          "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
              + " replica?)");
      core.close(connection);
    }
  }

  /** Ends the wait of a blocked client with an error. */
  private void refuse(Connection connection, String error) {
    parts.acknowledgements.gone(connection);
    connection.waiting = false;
    parts.dispatcher.endWait(connection, error);
    core.touch(connection);
  }

  @Override
  public void reset(Client client) {
    client.transaction().end();
    parts.watches.unwatch(client);
    parts.pubsub.leave(client);
    parts.tracking.disable(client);
    core.watch.monitors.remove(client);
  }
}

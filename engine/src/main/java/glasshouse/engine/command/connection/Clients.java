package glasshouse.engine.command.connection;

import glasshouse.engine.command.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of a node, as the connection family needs them. */
public interface Clients {
  /** All connections, by rising id. */
  List<Peer> all();

  /** The connection with this client id, or null. */
  @Nullable Peer find(long id);

  /** The connection of a client; null for the client that scripts run as. */
  default @Nullable Peer of(Client client) {
    return find(client.id());
  }

  /**
   * Closes a connection: the one whose command is under way when its answer is out, any other at
   * once, whatever it has not been sent yet.
   */
  void close(Client client);

  /**
   * Holds requests back until {@code until} (Unix milliseconds); a pause that is there already is
   * made longer and wider, never shorter or narrower.
   *
   * @param writesOnly whether only commands that may write wait
   */
  void pause(long until, boolean writesOnly);

  /** Ends the pause. */
  void unpause();

  /**
   * Wakes a client that waits, as if its time were up, or with an error.
   *
   * @return false when it does not wait
   */
  boolean unblock(Client client, boolean error);

  /** RESET: the client leaves MULTI, WATCH, MONITOR and all subscriptions. */
  void reset(Client client);
}

package glasshouse.engine.command.connection;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.ClientOutput;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends the news of changed keys. The client whose command is under way gets its own behind the
 * reply, behind that of the whole transaction or script too; all others get theirs at once.
 */
final class Invalidations {
  private static final byte[] CHANNEL = Bytes.of("__redis__:invalidate");
  private static final byte[] MESSAGE = Bytes.of("message");
  private static final byte[] INVALIDATE = Bytes.of("invalidate");
  private static final byte[] BROKEN = Bytes.of("tracking-redir-broken");
  private static final byte[] NULL2 = Bytes.of("$-1\r\n");
  private static final byte[] NULL3 = Bytes.of("_\r\n");

  private final ClientOutput output;
  private final LongFunction<@Nullable Client> clients;

  /** News for the client under way: keys, or null for 'all keys'. */
  private final List<byte @Nullable []> pending = new ArrayList<>();

  private @Nullable Client current;
  private boolean running;

  Invalidations(ClientOutput output, LongFunction<@Nullable Client> clients) {
    this.output = output;
    this.clients = clients;
  }

  /** The client whose request is being carried out, or null. */
  @Nullable Client current() {
    return current;
  }

  /** A request of {@code client} begins. */
  void begin(Client client) {
    current = client;
    running = true;
  }

  /** The request is answered: what its client has to be told follows now. */
  void answered() {
    running = false;
    sendPending();
  }

  /** Sends the client whose request is being carried out what it has to be told so far. */
  void sendPending() {
    Client client = current;
    if (client == null || pending.isEmpty()) {
      return;
    }
    for (byte[] key : pending) {
      if (key == null) {
        sendAll(client);
      } else {
        send(client, List.of(key));
      }
    }
    pending.clear();
  }

  /** Nothing is being carried out any more. */
  void end() {
    current = null;
  }

  /** What {@code client} has waited for is carried out within the request of another. */
  void within(Client client, Runnable request) {
    Client outer = current;
    begin(client);
    request.run();
    answered();
    current = outer;
  }

  /** Tells {@code client} of one key, now or behind the reply. */
  void tell(Client client, byte[] key) {
    if (client == current && running) {
      pending.add(key);
    } else {
      send(client, List.of(key));
    }
  }

  /** Tells {@code client} that all keys are gone, now or behind the reply. */
  void tellAll(Client client) {
    if (client == current && running) {
      pending.add(null);
    } else {
      sendAll(client);
    }
  }

  /** Sends the names of keys, at once. */
  void send(Client client, List<byte[]> keys) {
    ReplyWriter to = head(client);
    if (to != null) {
      to.array(keys.size());
      keys.forEach(to::bulk);
    }
  }

  /** The null is that of the protocol of the one who asked, whoever gets it: so Redis does. */
  private void sendAll(Client client) {
    ReplyWriter to = head(client);
    if (to != null) {
      to.out().put(client.protocol() == 3 ? NULL3 : NULL2);
    }
  }

  /** Begins a message; null when there is no way to send one. */
  private @Nullable ReplyWriter head(Client client) {
    Client target = client;
    long redirect = client.tracking().redirect();
    if (redirect != 0) {
      target = clients.apply(redirect);
      if (target == null) {
        redirectIsGone(client, redirect);
        return null;
      }
    }
    if (target.protocol() == 3) {
      ReplyWriter to = output.push(target);
      to.push(2);
      to.bulk(INVALIDATE);
      return to;
    }
    if (redirect != 0 && target.subscriptions().active()) {
      ReplyWriter to = output.push(target);
      to.push(3);
      to.bulk(MESSAGE);
      to.bulk(CHANNEL);
      return to;
    }
    return null;
  }

  private void redirectIsGone(Client client, long redirect) {
    client.tracking().breakRedirect();
    if (client.protocol() == 3) {
      ReplyWriter to = output.push(client);
      to.push(2);
      to.bulk(BROKEN);
      to.integer(redirect);
    }
  }
}

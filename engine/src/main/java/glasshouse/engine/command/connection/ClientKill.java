package glasshouse.engine.command.connection;

import static glasshouse.engine.command.CommandFlag.ADMIN;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.acl.Accounts;
import glasshouse.engine.command.acl.User;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT KILL: the old form with an address answers OK or that there is no such client; the form
 * with filters answers how many were killed, and spares the caller unless SKIPME no.
 */
final class ClientKill {
  private final Clients clients;
  private final Accounts accounts;

  ClientKill(Clients clients, Accounts accounts) {
    this.clients = clients;
    this.accounts = accounts;
  }

  final CommandSpec spec =
      ClientCommand.row("kill", -3, "2.4.0", "Close connections")
          .flags(ADMIN)
          .complexity("O(N) where N is the number of client connections")
          .grammar(
              "filter(ip:port!2.8.12|new-format([ID=client-id@2.8.12]|"
                  + "[TYPE=normal_master_slave_pubsub(NORMAL|MASTER@3.2.0|SLAVE|REPLICA@5.0.0|"
                  + "PUBSUB)@2.8.12]|[USER=username]|[ADDR=ip:port]|[LADDR=ip:port@6.2.0]|"
                  + "[SKIPME=yes/no])...)")
          .run(this::kill);

  private void kill(Call call) {
    Args args = call.args();
    if (args.count() == 3) {
      Filter filter = new Filter();
      filter.address = args.text(2);
      filter.skipMe = false;
      if (kill(call, filter) == 0) {
        throw new ErrorReply("ERR No such client");
      }
      call.reply().ok();
    } else {
      Filter filter = filter(args);
      call.reply().integer(kill(call, filter));
    }
  }

  private long kill(Call call, Filter filter) {
    long killed = 0;
    for (Peer peer : clients.all()) {
      if (filter.takes(peer, call.client().id())) {
        clients.close(peer.client());
        killed++;
      }
    }
    return killed;
  }

  private Filter filter(Args args) {
    Filter filter = new Filter();
    for (int i = 2; i < args.count(); i += 2) {
      if (i + 1 == args.count()) {
        throw ErrorReply.syntax();
      }
      String value = args.text(i + 1);
      if (args.is(i, "ID")) {
        if (!args.isLong(i + 1) || args.longAt(i + 1) < 1) {
          throw new ErrorReply("ERR client-id should be greater than 0");
        }
        filter.id = args.longAt(i + 1);
      } else if (args.is(i, "TYPE")) {
        filter.kind = ClientCommand.kind(value);
      } else if (args.is(i, "ADDR")) {
        filter.address = value;
      } else if (args.is(i, "LADDR")) {
        filter.localAddress = value;
      } else if (args.is(i, "USER")) {
        filter.user = accounts.users().find(value);
        if (filter.user == null) {
          throw new ErrorReply("ERR No such user '" + Bytes.untilNul(value) + "'");
        }
      } else if (args.is(i, "SKIPME")
          && (value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("no"))) {
        filter.skipMe = value.equalsIgnoreCase("yes");
      } else {
        throw ErrorReply.syntax();
      }
    }
    return filter;
  }

  private static final class Filter {
    long id;
    Peer.@Nullable Kind kind;
    @Nullable String address;
    @Nullable String localAddress;
    @Nullable User user;
    boolean skipMe = true;

    boolean takes(Peer peer, long me) {
      return (id == 0 || id == peer.client().id())
          && (kind == null || kind == peer.kind())
          && (address == null || address.equals(peer.address()))
          && (localAddress == null || localAddress.equals(peer.localAddress()))
          && (user == null || user == peer.client().user())
          && !(skipMe && peer.client().id() == me);
    }
  }
}

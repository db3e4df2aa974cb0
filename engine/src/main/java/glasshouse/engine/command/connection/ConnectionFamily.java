package glasshouse.engine.command.connection;

import static glasshouse.engine.command.CommandFlag.ALLOW_BUSY;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_AUTH;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.acl.Accounts;
import glasshouse.engine.command.acl.User;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Commands about the connection they come over. */
public final class ConnectionFamily implements Family {
  private static final String NO_PASSWORD =
      "ERR AUTH <password> called without any password configured for the default user. Are you"
          + " sure your configuration is correct?";
  private static final String WRONG =
      "WRONGPASS invalid username-password pair or user is disabled.";

  private final Accounts accounts;
  private final Clients clients;
  private final BooleanSupplier replica;
  private final ClientCommand client;

  /**
   * The family.
   *
   * @param accounts who clients may be
   * @param clients the node's connections
   * @param tracking who is told of changed keys
   * @param replica whether the node is a replica now, for HELLO
   */
  public ConnectionFamily(
      Accounts accounts, Clients clients, Tracking tracking, BooleanSupplier replica) {
    this.accounts = accounts;
    this.clients = clients;
    this.replica = replica;
    client = new ClientCommand(clients, accounts, tracking);
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(ping, echo, select, quit, auth, hello, reset, client.spec);
  }

  private final CommandSpec ping =
      CommandSpec.of("ping", -1)
          .flags(FAST)
          .since("1.0.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Ask whether the server is there")
          .grammar("[message]")
          .run(this::ping);

  private void ping(Call call) {
    Args args = call.args();
    if (args.count() > 2) {
      throw new ErrorReply("ERR wrong number of arguments for 'ping' command");
    }
    Peer peer = clients.of(call.client());
    boolean listens = peer != null && peer.kind() == Peer.Kind.PUBSUB;
    if (listens && call.client().protocol() == 2) {
      call.reply().array(2);
      call.reply().bulk("pong");
      call.reply().bulk(args.count() == 2 ? args.bytes(1) : Bytes.EMPTY);
    } else if (args.count() == 2) {
      call.reply().bulk(args.data(), args.offset(1), args.length(1));
    } else {
      call.reply().simple("PONG");
    }
  }

  private final CommandSpec echo =
      CommandSpec.of("echo", 2)
          .flags(LOADING, STALE, FAST)
          .since("1.0.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Get back what was sent")
          .grammar("message")
          .run(call -> call.reply().bulk(call.args().bytes(1)));

  private final CommandSpec select =
      CommandSpec.of("select", 2)
          .flags(LOADING, STALE, FAST)
          .since("1.0.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Go to another database")
          .grammar("index")
          .run(ConnectionFamily::select);

  private static void select(Call call) {
    long index = call.args().longAt(1);
    if (index < Integer.MIN_VALUE || index > Integer.MAX_VALUE) {
      throw new ErrorReply(
          "ERR value is out of range, value must between -2147483648 and 2147483647");
    }
    if (index < 0 || index >= call.host().keyspace().count()) {
      throw new ErrorReply("ERR DB index is out of range");
    }
    call.client().select(call.host().keyspace().database((int) index));
    call.reply().ok();
  }

  private final CommandSpec quit =
      CommandSpec.of("quit", -1)
          .flags(ALLOW_BUSY, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH)
          .since("1.0.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Close the connection")
          .run(this::quit);

  private void quit(Call call) {
    call.reply().ok();
    clients.close(call.client());
  }

  private final CommandSpec auth =
      CommandSpec.of("auth", -2)
          .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
          .since("1.0.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Show a password")
          .grammar("[username@6.0.0] password")
          .run(this::auth);

  private void auth(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw ErrorReply.syntax();
    }
    if (args.count() == 2 && accounts.users().defaultUser().noPassword()) {
      throw new ErrorReply(NO_PASSWORD);
    }
    String user = args.count() == 3 ? args.text(1) : User.DEFAULT;
    authenticate(call, user, args.text(args.count() - 1));
    call.reply().ok();
  }

  private void authenticate(Call call, String user, String password) {
    if (!accounts.logIn(call.client(), user, password, call.args().text(0), call.now())) {
      throw new ErrorReply(WRONG);
    }
  }

  private final CommandSpec hello =
      CommandSpec.of("hello", -1)
          .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
          .since("6.0.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Agree on the protocol, and say who one is")
          .grammar("[arguments(protover [AUTH=(username password)] [SETNAME=clientname])]")
          .run(this::hello);

  private void hello(Call call) {
    Args args = call.args();
    int version = call.client().protocol();
    if (args.count() > 1) {
      if (!args.isLong(1)) {
        throw new ErrorReply("ERR Protocol version is not an integer or out of range");
      }
      if (args.longAt(1) < 2 || args.longAt(1) > 3) {
        throw new ErrorReply("NOPROTO unsupported protocol version");
      }
      version = (int) args.longAt(1);
    }
    for (int i = 2; i < args.count(); i++) {
      if (args.is(i, "AUTH") && i + 2 < args.count()) {
        authenticate(call, args.text(i + 1), args.text(i + 2));
        i += 2;
      } else if (args.is(i, "SETNAME") && i + 1 < args.count()) {
        call.client().name(ClientCommand.checkedName(args.bytes(++i)));
      } else {
        throw new ErrorReply(
            "ERR Syntax error in HELLO option '" + Bytes.untilNul(args.text(i)) + "'");
      }
    }
    if (!call.client().authenticated()) {
      throw new ErrorReply(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " AUTH <user> <pass> option can be used to authenticate the client and select the"
              + " RESP protocol version at the same time");
    }
    call.client().protocol(version);
    call.reply().redirect(call.reply().out(), version);
    introduce(call, version);
  }

  private void introduce(Call call, int version) {
    call.reply().map(7);
    call.reply().bulk("server");
    call.reply().bulk("redis");
    call.reply().bulk("version");
    call.reply().bulk("7.0.15");
    call.reply().bulk("proto");
    call.reply().integer(version);
    call.reply().bulk("id");
    call.reply().integer(call.client().id());
    call.reply().bulk("mode");
    call.reply().bulk("standalone");
    call.reply().bulk("role");
    call.reply().bulk(replica.getAsBoolean() ? "replica" : "master");
    call.reply().bulk("modules");
    call.reply().array(0);
  }

  private final CommandSpec reset =
      CommandSpec.of("reset", 1)
          .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
          .since("6.2.0")
          .group("connection")
          .complexity("O(1)")
          .summary("Make the connection as it was when it was new")
          .run(this::reset);

  private void reset(Call call) {
    Client who = call.client();
    Peer peer = clients.of(who);
    if (peer != null && !who.modes().monitor() && peer.kind() == Peer.Kind.REPLICA) {
      throw new ErrorReply("ERR can only reset normal client connections");
    }
    clients.reset(who);
    who.modes().reset();
    who.select(call.host().keyspace().database(0));
    who.protocol(2);
    who.name(Bytes.EMPTY);
    accounts.enter(who);
    call.reply().redirect(call.reply().out(), 2);
    call.reply().simple("RESET");
  }
}

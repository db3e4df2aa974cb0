package glasshouse.engine.command.connection;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.command.acl.Accounts;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CLIENT and its subcommands. */
final class ClientCommand {
  private final Clients clients;

  /** The row of the whole command. */
  final CommandSpec spec;

  ClientCommand(Clients clients, Accounts accounts, Tracking registry) {
    this.clients = clients;
    ClientTracking tracking = new ClientTracking(clients, registry);
    spec =
        CommandSpec.of("client", -2)
            .since("2.4.0")
            .group("connection")
            .complexity("Depends on subcommand.")
            .summary("What can be known of and done to connections")
            .container(
                tracking.caching,
                getName,
                tracking.getRedir,
                id,
                info,
                new ClientKill(clients, accounts).spec,
                list,
                noEvict,
                pause,
                reply,
                setName,
                tracking.tracking,
                tracking.trackingInfo,
                unblock,
                unpause,
                help);
  }

  /** A row of the usual kind. */
  static CommandSpec row(String name, int arity, String since, String summary) {
    return CommandSpec.of("client|" + name, arity)
        .flags(NOSCRIPT, LOADING, STALE)
        .since(since)
        .complexity("O(1)")
        .summary(summary);
  }

  private final CommandSpec id =
      row("id", 2, "5.0.0", "The number of this connection")
          .run(call -> call.reply().integer(call.client().id()));

  private final CommandSpec getName =
      row("getname", 2, "2.6.9", "The name of this connection").run(ClientCommand::getName);

  private static void getName(Call call) {
    byte[] name = call.client().name();
    if (name.length == 0) {
      call.reply().nil();
    } else {
      call.reply().bulk(name);
    }
  }

  private final CommandSpec setName =
      row("setname", 3, "2.6.9", "Name this connection")
          .grammar("connection-name")
          .run(ClientCommand::setName);

  private static void setName(Call call) {
    call.client().name(checkedName(call.args().bytes(2)));
    call.reply().ok();
  }

  /** The name, if it has only characters from {@code !} to {@code ~}. */
  static byte[] checkedName(byte[] name) {
    for (byte c : name) {
      if (c < '!' || c > '~') {
        throw new ErrorReply(
            "ERR Client names cannot contain spaces, newlines or special characters.");
      }
    }
    return name;
  }

  private final CommandSpec info =
      row("info", 2, "6.2.0", "This connection as CLIENT LIST shows it").run(this::info);

  private void info(Call call) {
    Peer peer = clients.of(call.client());
    String line = peer == null ? "" : PeerLine.of(peer, call.now()) + "\n";
    call.reply().verbatim("txt", Bytes.of(line));
  }

  private final CommandSpec list =
      row("list", -2, "2.4.0", "All connections, one a line")
          .flags(ADMIN)
          .complexity("O(N) where N is the number of client connections")
          .grammar("[TYPE=(NORMAL|MASTER|REPLICA|PUBSUB)@5.0.0] [ID=id(client-id...)@6.2.0]")
          .run(this::list);

  private void list(Call call) {
    Args args = call.args();
    List<Peer> chosen;
    if (args.count() == 4 && args.is(2, "TYPE")) {
      Peer.Kind kind = kind(args.text(3));
      chosen = clients.all().stream().filter(peer -> peer.kind() == kind).toList();
    } else if (args.count() > 3 && args.is(2, "ID")) {
      chosen = byIds(args);
    } else if (args.count() == 2) {
      chosen = clients.all();
    } else {
      throw ErrorReply.syntax();
    }
    StringBuilder out = new StringBuilder();
    for (Peer peer : chosen) {
      out.append(PeerLine.of(peer, call.now())).append('\n');
    }
    call.reply().verbatim("txt", Bytes.of(out.toString()));
  }

  private List<Peer> byIds(Args args) {
    List<Peer> chosen = new ArrayList<>();
    for (int i = 3; i < args.count(); i++) {
      if (!args.isLong(i)) {
        throw new ErrorReply("ERR Invalid client ID");
      }
      Peer peer = clients.find(args.longAt(i));
      if (peer != null) {
        chosen.add(peer);
      }
    }
    return chosen;
  }

  /** The kind that a word names. */
  static Peer.Kind kind(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "normal" -> Peer.Kind.NORMAL;
      case "slave", "replica" -> Peer.Kind.REPLICA;
      case "pubsub" -> Peer.Kind.PUBSUB;
      case "master" -> Peer.Kind.MASTER;
      default -> throw new ErrorReply("ERR Unknown client type '" + Bytes.untilNul(word) + "'");
    };
  }

  private final CommandSpec noEvict =
      row("no-evict", 3, "7.0.0", "Do not close this connection for want of memory")
          .flags(ADMIN)
          .grammar("enabled(ON|OFF)")
          .run(ClientCommand::noEvict);

  private static void noEvict(Call call) {
    boolean on = call.args().is(2, "ON");
    if (!on && !call.args().is(2, "OFF")) {
      throw ErrorReply.syntax();
    }
    call.client().modes().noEvict(on);
    call.reply().ok();
  }

  private final CommandSpec pause =
      row("pause", -3, "2.9.50", "Let all clients, or those that write, wait a while")
          .flags(ADMIN)
          .grammar("timeout:integer [mode(WRITE|ALL)@6.2.0]")
          .run(this::pause);

  private void pause(Call call) {
    Args args = call.args();
    boolean writesOnly = args.count() == 4 && args.is(3, "WRITE");
    fewArguments(args);
    if (args.count() == 4 && !writesOnly && !args.is(3, "ALL")) {
      throw new ErrorReply("ERR CLIENT PAUSE mode must be WRITE or ALL");
    }
    if (!args.isLong(2)) {
      throw new ErrorReply("ERR timeout is not an integer or out of range");
    }
    long timeout = args.longAt(2);
    if (timeout < 0) {
      throw new ErrorReply("ERR timeout is negative");
    }
    // As in Redis, an end beyond all numbers is in the past.
    clients.pause(call.now() + timeout, writesOnly);
    call.reply().ok();
  }

  /** PAUSE and UNBLOCK take no more than four words. */
  private static void fewArguments(Args args) {
    if (args.count() > 4) {
      throw Help.refusal(args);
    }
  }

  private final CommandSpec unpause =
      row("unpause", 2, "6.2.0", "End CLIENT PAUSE")
          .flags(ADMIN)
          .complexity("O(N) Where N is the number of paused clients")
          .run(this::unpause);

  private void unpause(Call call) {
    clients.unpause();
    call.reply().ok();
  }

  private final CommandSpec reply =
      row("reply", 3, "3.2.0", "Whether this connection is answered at all")
          .grammar("(ON|OFF|SKIP)")
          .run(ClientCommand::reply);

  private static void reply(Call call) {
    ClientModes modes = call.client().modes();
    if (call.args().is(2, "ON")) {
      modes.replies(ClientModes.Replies.ON);
      call.reply().ok();
    } else if (call.args().is(2, "OFF")) {
      modes.replies(ClientModes.Replies.OFF);
    } else if (call.args().is(2, "SKIP")) {
      if (modes.replies() != ClientModes.Replies.OFF) {
        modes.replies(ClientModes.Replies.SKIP_NEXT);
      }
    } else {
      throw ErrorReply.syntax();
    }
  }

  private final CommandSpec unblock =
      row("unblock", -3, "5.0.0", "Wake a client that waits")
          .flags(ADMIN)
          .grammar("client-id [(TIMEOUT|ERROR)]")
          .run(this::unblock);

  private void unblock(Call call) {
    Args args = call.args();
    boolean error = args.count() == 4 && args.is(3, "ERROR");
    if (args.count() == 4 && !error && !args.is(3, "TIMEOUT")) {
      throw new ErrorReply("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    fewArguments(args);
    @Nullable Peer peer = clients.find(args.longAt(2));
    Client target = peer == null ? null : peer.client();
    call.reply().integer(target != null && clients.unblock(target, error) ? 1 : 0);
  }

  private final CommandSpec help =
      CommandSpec.of("client|help", 2)
          .flags(LOADING, STALE)
          .since("5.0.0")
          .complexity("O(1)")
          .summary("What CLIENT can do")
          .run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }
}

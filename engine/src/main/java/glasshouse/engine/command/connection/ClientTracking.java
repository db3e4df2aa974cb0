package glasshouse.engine.command.connection;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/**
 * Client side caching. A client that is told its keys are tracked relies on being told of every
 * change, so CLIENT TRACKING ON is refused as long as nobody would tell it.
 */
final class ClientTracking {
  private final Clients clients;

  ClientTracking(Clients clients) {
    this.clients = clients;
  }

  final CommandSpec tracking =
      ClientCommand.row("tracking", -3, "6.0.0", "Be told when keys change that were read")
          .complexity("O(1). Some options may introduce additional complexity.")
          .grammar(
              "ON|OFF [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN]"
                  + " [OPTOUT] [NOLOOP]")
          .run(this::tracking);

  private void tracking(Call call) {
    Args args = call.args();
    boolean prefix = false;
    boolean bcast = false;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "REDIRECT") && i + 1 < args.count()) {
        if (clients.find(args.longAt(++i)) == null) {
          throw new ErrorReply("ERR The client ID you want redirect to does not exist");
        }
      } else if (args.is(i, "PREFIX") && i + 1 < args.count()) {
        prefix = true;
        i++;
      } else if (args.is(i, "BCAST")) {
        bcast = true;
      } else if (!args.is(i, "OPTIN") && !args.is(i, "OPTOUT") && !args.is(i, "NOLOOP")) {
        throw ErrorReply.syntax();
      }
    }
    if (args.is(2, "ON")) {
      if (prefix && !bcast) {
        throw new ErrorReply("ERR PREFIX option requires BCAST mode to be enabled");
      }
      throw new ErrorReply("ERR client side caching is not supported yet");
    }
    if (!args.is(2, "OFF")) {
      throw ErrorReply.syntax();
    }
    call.reply().ok();
  }

  final CommandSpec caching =
      ClientCommand.row("caching", 3, "6.0.0", "Whether keys of the next command are tracked")
          .grammar("YES|NO")
          .run(ClientTracking::caching);

  private static void caching(Call call) {
    throw new ErrorReply(
        "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
            + " OPTOUT mode enabled");
  }

  final CommandSpec getRedir =
      ClientCommand.row("getredir", 2, "6.0.0", "Where news of tracked keys go, -1 if nowhere")
          .run(call -> call.reply().integer(-1));

  final CommandSpec trackingInfo =
      ClientCommand.row("trackinginfo", 2, "6.2.0", "How keys are tracked for this connection")
          .run(ClientTracking::trackingInfo);

  private static void trackingInfo(Call call) {
    call.reply().map(3);
    call.reply().bulk("flags");
    call.reply().set(1);
    call.reply().bulk("off");
    call.reply().bulk("redirect");
    call.reply().integer(-1);
    call.reply().bulk("prefixes");
    call.reply().array(0);
  }
}

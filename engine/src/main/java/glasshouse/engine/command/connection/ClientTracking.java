package glasshouse.engine.command.connection;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.KeyTracking;
import glasshouse.engine.command.KeyTracking.Option;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The subcommands of CLIENT for client side caching. */
final class ClientTracking {
  private final Clients clients;
  private final Tracking registry;

  ClientTracking(Clients clients, Tracking registry) {
    this.clients = clients;
    this.registry = registry;
  }

  final CommandSpec tracking =
      ClientCommand.row("tracking", -3, "6.0.0", "Be told when keys change that were read")
          .complexity("O(1). Some options may introduce additional complexity.")
          .grammar(
              "status(ON|OFF) [REDIRECT=client-id] [PREFIX=prefix...+] [BCAST] [OPTIN] "
                  + "[OPTOUT] [NOLOOP]")
          .run(this::tracking);

  private void tracking(Call call) {
    Args args = call.args();
    long redirect = 0;
    EnumSet<Option> options = EnumSet.noneOf(Option.class);
    List<byte[]> prefixes = new ArrayList<>();
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "REDIRECT") && i + 1 < args.count()) {
        redirect = redirect(args, ++i, redirect);
      } else if (args.is(i, "PREFIX") && i + 1 < args.count()) {
        prefixes.add(args.bytes(++i));
      } else {
        options.add(option(args, i));
      }
    }
    if (args.is(2, "ON")) {
      check(call.client().tracking(), options, prefixes);
      start(call, redirect, options, prefixes);
    } else if (args.is(2, "OFF")) {
      registry.disable(call.client());
    } else {
      throw ErrorReply.syntax();
    }
    call.reply().ok();
  }

  private long redirect(Args args, int i, long known) {
    if (known != 0) {
      throw new ErrorReply("ERR A client can only redirect to a single other client");
    }
    long id = args.longAt(i);
    if (clients.find(id) == null) {
      throw new ErrorReply("ERR The client ID you want redirect to does not exist");
    }
    return id;
  }

  private static Option option(Args args, int i) {
    for (Option option : Option.values()) {
      if (args.is(i, option.name())) {
        return option;
      }
    }
    throw ErrorReply.syntax();
  }

  /** What cannot be asked for together, or not now, in the order of Redis' checks. */
  private static void check(KeyTracking now, EnumSet<Option> wanted, List<byte[]> prefixes) {
    boolean broadcast = wanted.contains(Option.BCAST);
    boolean in = wanted.contains(Option.OPTIN);
    boolean out = wanted.contains(Option.OPTOUT);
    if (!broadcast && !prefixes.isEmpty()) {
      throw new ErrorReply("ERR PREFIX option requires BCAST mode to be enabled");
    }
    if (now.on() && now.is(Option.BCAST) != broadcast) {
      throw new ErrorReply(
          "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and"
              + " then re-enabling it with a different mode.");
    }
    if (broadcast && (in || out)) {
      throw new ErrorReply("ERR OPTIN and OPTOUT are not compatible with BCAST");
    }
    if (in && out) {
      throw new ErrorReply("ERR You can't specify both OPTIN mode and OPTOUT mode");
    }
    if ((in && now.is(Option.OPTOUT)) || (out && now.is(Option.OPTIN))) {
      throw new ErrorReply(
          "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and"
              + " then re-enabling it with a different mode.");
    }
  }

  /**
   * Redis 7.0 refuses prefixes that overlap, but when the first of the two is not the first that
   * was given, it answers the error, then goes on and answers OK as well.
   */
  private void start(Call call, long redirect, EnumSet<Option> options, List<byte[]> prefixes) {
    ReplyWriter reply = call.reply();
    for (int i = 0; i < prefixes.size(); i++) {
      for (byte[] known : call.client().tracking().prefixes()) {
        if (overlap(known, prefixes.get(i))) {
          throw new ErrorReply(fault(prefixes.get(i), "an existing prefix", known));
        }
      }
      String fault = overlap(prefixes, i);
      if (!fault.isEmpty() && i == 0) {
        throw new ErrorReply(fault);
      }
      if (!fault.isEmpty()) {
        reply.error(fault);
        break;
      }
    }
    boolean all = options.contains(Option.BCAST) && prefixes.isEmpty();
    registry.enable(
        call.client(), redirect, options, all ? List.of(Bytes.EMPTY) : List.copyOf(prefixes));
  }

  /** What is wrong with prefix {@code i} and one behind it; empty for nothing. */
  private static String overlap(List<byte[]> prefixes, int i) {
    byte[] prefix = prefixes.get(i);
    for (byte[] other : prefixes.subList(i + 1, prefixes.size())) {
      if (overlap(prefix, other)) {
        return fault(prefix, "another provided prefix", other);
      }
    }
    return "";
  }

  private static boolean overlap(byte[] one, byte[] other) {
    return Prefixes.startsWith(one, other) || Prefixes.startsWith(other, one);
  }

  private static String fault(byte[] prefix, String what, byte[] other) {
    return "ERR Prefix '"
        + Bytes.untilNul(Bytes.text(prefix))
        + "' overlaps with "
        + what
        + " '"
        + Bytes.untilNul(Bytes.text(other))
        + "'. Prefixes for a single client must not overlap.";
  }

  final CommandSpec caching =
      ClientCommand.row("caching", 3, "6.0.0", "Whether keys of the next command are tracked")
          .grammar("mode(YES|NO)")
          .run(ClientTracking::caching);

  private static void caching(Call call) {
    KeyTracking mine = call.client().tracking();
    if (!mine.on()) {
      throw new ErrorReply(
          "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
              + " OPTOUT mode enabled");
    }
    boolean yes = call.args().is(2, "YES");
    if (!yes && !call.args().is(2, "NO")) {
      throw ErrorReply.syntax();
    }
    if (yes && !mine.is(Option.OPTIN)) {
      throw new ErrorReply(
          "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
    }
    if (!yes && !mine.is(Option.OPTOUT)) {
      throw new ErrorReply(
          "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");
    }
    mine.caching(true);
    call.reply().ok();
  }

  final CommandSpec getRedir =
      ClientCommand.row("getredir", 2, "6.0.0", "Where news of tracked keys go, -1 if nowhere")
          .run(call -> call.reply().integer(redirect(call.client().tracking())));

  /** What CLIENT GETREDIR and CLIENT LIST show: -1 while tracking is off, 0 for oneself. */
  static long redirect(KeyTracking tracking) {
    return tracking.on() ? tracking.redirect() : -1;
  }

  final CommandSpec trackingInfo =
      ClientCommand.row("trackinginfo", 2, "6.2.0", "How keys are tracked for this connection")
          .run(ClientTracking::trackingInfo);

  private static void trackingInfo(Call call) {
    KeyTracking mine = call.client().tracking();
    ReplyWriter reply = call.reply();
    List<String> flags = flags(mine);
    reply.map(3);
    reply.bulk("flags");
    reply.set(flags.size());
    flags.forEach(reply::bulk);
    reply.bulk("redirect");
    reply.integer(redirect(mine));
    reply.bulk("prefixes");
    reply.array(mine.prefixes().size());
    mine.prefixes().forEach(reply::bulk);
  }

  private static List<String> flags(KeyTracking mine) {
    List<String> flags = new ArrayList<>();
    flags.add(mine.on() ? "on" : "off");
    if (mine.is(Option.BCAST)) {
      flags.add("bcast");
    }
    if (mine.is(Option.OPTIN)) {
      flags.add("optin");
    }
    if (mine.is(Option.OPTIN) && mine.caching()) {
      flags.add("caching-yes");
    }
    if (mine.is(Option.OPTOUT)) {
      flags.add("optout");
    }
    if (mine.is(Option.OPTOUT) && mine.caching()) {
      flags.add("caching-no");
    }
    if (mine.is(Option.NOLOOP)) {
      flags.add("noloop");
    }
    if (mine.broken()) {
      flags.add("broken_redirect");
    }
    return flags;
  }
}

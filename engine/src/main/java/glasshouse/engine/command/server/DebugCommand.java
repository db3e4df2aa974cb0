package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.keyspace.Ages;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import java.util.Locale;

/** DEBUG: what tests of Redis use of it. Its subcommands are no rows of their own, as in Redis. */
final class DebugCommand {
  private final DebugDoor door;

  DebugCommand(DebugDoor door) {
    this.door = door;
  }

  final CommandSpec spec =
      CommandSpec.of("debug", -2)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE)
          .since("1.0.0")
          .group("server")
          .complexity("Depends on subcommand.")
          .summary("Doors for tests")
          .run(this::debug);

  private void debug(Call call) {
    Args args = call.args();
    String what = args.text(1).toLowerCase(Locale.ROOT);
    int count = args.count();
    boolean known =
        switch (what) {
          case "help" -> count == 2 && help(call);
          case "digest" -> count == 2 && digest(call);
          case "digest-value" -> count >= 2 && digestValue(call);
          case "object" -> count >= 3 && object(call);
          case "populate" -> count >= 3 && count <= 5 && DebugPopulate.run(call);
          case "protocol" -> count == 3 && DebugProtocol.run(call);
          case "error" -> count == 3 && error(call);
          case "reload" -> reload(call);
          case "loadaof" -> count == 2 && loadAof(call);
          case "sleep" -> count == 3 && sleep(call);
          case "replicate" -> count >= 4 && replicate(call);
          default -> set(call, what, count);
        };
    if (!known) {
      throw new ErrorReply(
          "ERR unknown subcommand or wrong number of arguments for '"
              + args.text(1)
              + "'. Try DEBUG HELP.");
    }
  }

  private boolean set(Call call, String what, int count) {
    boolean on = count == 3 && !call.args().text(2).equals("0");
    boolean known = true;
    switch (what) {
      case "set-active-expire" -> known = count == 3 && run(() -> door.activeExpire(on));
      case "pause-cron" -> known = count == 3 && run(() -> door.pauseCron(on));
      case "set-disable-deny-scripts" -> known = count == 3 && run(() -> door.scriptsMayAll(on));
      case "change-repl-id" -> known = count == 2 && run(door::changeReplicationId);
      case "log" -> known = count == 3 && run(() -> door.log(call.args().text(2)));
      case "panic", "segfault", "assert", "oom" -> known = run(() -> door.crash(what));
      case "restart", "crash-and-recover" -> known = run(() -> door.crash(what));
      // What these tune does not exist here; tests set them in passing.
      case "set-skip-checksum-validation", "quicklist-packed-threshold" -> known = count == 3;
      case "replybuffer" -> known = count == 4;
      default -> known = false;
    }
    if (known) {
      call.reply().ok();
    }
    return known;
  }

  private static boolean run(Runnable action) {
    action.run();
    return true;
  }

  private static boolean digest(Call call) {
    call.reply().simple(Digest.of(call.host().keyspace()));
    return true;
  }

  private static boolean digestValue(Call call) {
    call.reply().array(call.args().count() - 2L);
    for (int i = 2; i < call.args().count(); i++) {
      KeyEntry entry = call.db().physical(call.args().bytes(i));
      call.reply()
          .simple(
              entry == null
                  ? "0".repeat(40)
                  : Digest.ofValue(entry.value(), entry.expireAt() != KeyEntry.NEVER));
    }
    return true;
  }

  private static boolean object(Call call) {
    KeyEntry entry = call.db().physical(call.args().bytes(2));
    if (entry == null) {
      throw new ErrorReply("ERR no such key");
    }
    Ages ages = call.db().rules().ages;
    long size = entry.value() instanceof StringValue text ? text.length() : 0;
    call.reply()
        .simple(
            "Value at:0x%x refcount:1 encoding:%s serializedlength:%d lru:%d lru_seconds_idle:%d"
                .formatted(
                    Bytes.hash(entry.key(), 0, entry.key().length, 0) & 0xFFFFFFFFL,
                    entry.value().encoding(),
                    size + 1,
                    ages.raw(entry),
                    ages.idle(entry) / 1000));
    return true;
  }

  private static boolean error(Call call) {
    String text = call.args().text(2);
    throw new ErrorReply(text.replace('\r', ' ').replace('\n', ' '));
  }

  private boolean reload(Call call) {
    boolean noSave = false;
    boolean noFlush = false;
    boolean merge = false;
    for (int i = 2; i < call.args().count(); i++) {
      if (call.args().is(i, "NOSAVE")) {
        noSave = true;
      } else if (call.args().is(i, "NOFLUSH")) {
        noFlush = true;
      } else if (call.args().is(i, "MERGE")) {
        merge = true;
      } else {
        throw new ErrorReply(
            "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");
      }
    }
    door.reload(call, noSave, noFlush, merge);
    return true;
  }

  private boolean loadAof(Call call) {
    door.loadAof(call);
    return true;
  }

  /** As strtod does, what is no number sleeps not at all. */
  private boolean sleep(Call call) {
    String text = call.args().text(2);
    double seconds = text.matches("[0-9]{1,9}(\\.[0-9]*)?") ? Double.parseDouble(text) : 0;
    door.sleep(call, (long) (seconds * 1_000_000));
    return true;
  }

  private boolean replicate(Call call) {
    byte[][] words = new byte[call.args().count() - 3][];
    for (int i = 0; i < words.length; i++) {
      words[i] = call.args().bytes(i + 3);
    }
    door.replicate(Args.of(words));
    call.reply().ok();
    return true;
  }

  private static boolean help(Call call) {
    Help.reply(
        call,
        "debug",
        List.of(
            "CHANGE-REPL-ID",
            "    Take a new replication id and forget the second.",
            "DIGEST",
            "    A fingerprint of all data.",
            "DIGEST-VALUE [key ...]",
            "    Fingerprints of values.",
            "ERROR <string>",
            "    Answer this error.",
            "LOADAOF",
            "    Load the append only file, if there is one.",
            "LOG <message>",
            "    Write a line into the log.",
            "OBJECT <key>",
            "    How a value is kept.",
            "PAUSE-CRON <0|1>",
            "    Let periodic work stand still.",
            "POPULATE <count> [<prefix>] [<size>]",
            "    Make keys that replicas are not told of.",
            "PROTOCOL <type>",
            "    Answer a sample of a type of reply.",
            "RELOAD [MERGE] [NOFLUSH] [NOSAVE]",
            "    Save the data set and load it again.",
            "REPLICATE <replica|aof|all> <command>",
            "    Tell replicas a command that is not run here, so that data diverge.",
            "SET-ACTIVE-EXPIRE <0|1>",
            "    Whether expired keys are looked for when nobody asks for them.",
            "SET-DISABLE-DENY-SCRIPTS <0|1>",
            "    Let scripts use commands that are not for scripts.",
            "SLEEP <seconds>",
            "    Do nothing for a while.",
            "HELP",
            "    What DEBUG can do."));
    return true;
  }
}

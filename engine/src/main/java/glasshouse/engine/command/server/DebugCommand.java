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
import glasshouse.engine.rdb.DumpPayload;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import java.util.Locale;

/** DEBUG: what tests of Redis use of it. Its subcommands are no rows of their own, as in Redis. */
final class DebugCommand {
  /** Type, version and checksum of a payload. */
  private static final int AROUND_VALUE = 11;

  private final DebugDoor door;
  private final ConfigCommand config;

  DebugCommand(DebugDoor door, ConfigCommand config) {
    this.door = door;
    this.config = config;
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
          case "populate" -> count >= 3 && count <= 5 && populate(call);
          case "protocol" -> count == 3 && DebugProtocol.run(call);
          case "error" -> count == 3 && error(call);
          case "reload" -> reload(call);
          case "loadaof" -> count == 2 && loadAof(call);
          case "sleep" -> count == 3 && sleep(call);
          case "config-rewrite-force-all" -> count == 2 && rewrite(call);
          case "htstats" -> count == 3 && DebugTables.ofDatabase(call);
          case "htstats-key" -> count >= 3 && DebugTables.ofKey(call);
          case "replicate" -> count >= 3 && replicate(call);
          default -> set(call, what, count);
        };
    if (!known) {
      throw Help.refusal(args);
    }
  }

  private boolean populate(Call call) {
    DebugPopulate.run(call);
    door.populated();
    return true;
  }

  private boolean rewrite(Call call) {
    config.rewrite(call, true);
    return true;
  }

  private boolean set(Call call, String what, int count) {
    boolean on = count == 3 && !call.args().text(2).equals("0");
    boolean known = true;
    switch (what) {
      case "set-active-expire" -> known = count == 3 && run(() -> door.activeExpire(on));
      case "pause-cron" -> known = count == 3 && run(() -> door.pauseCron(on));
      case "set-disable-deny-scripts" -> known = count == 3 && run(() -> door.scriptsMayAll(on));
      case "aof-flush-sleep" -> known = count == 3 && run(() -> flushSleep(call.args().text(2)));
      case "change-repl-id" -> known = count == 2 && run(door::changeReplicationId);
      case "set-skip-checksum-validation" ->
          known = count == 3 && run(() -> door.compareChecksums(!on));
      case "log" -> known = count == 3 && run(() -> door.log(call.args().text(2)));
      case "panic", "segfault", "assert", "oom" -> known = run(() -> door.crash(what));
      case "restart", "crash-and-recover" -> known = run(() -> door.crash(what));
      // What this tunes does not exist here; tests set it in passing.
      case "quicklist-packed-threshold" -> known = count == 3;
      case "replybuffer" -> known = count == 4 && replyBuffer(call.args());
      default -> known = false;
    }
    if (known) {
      call.reply().ok();
    }
    return known;
  }

  /** As atoi does, what is no number is none. */
  private void flushSleep(String micros) {
    door.aofFlushSleep(micros.matches("[0-9]{1,9}") ? Long.parseLong(micros) : 0);
  }

  private boolean replyBuffer(Args args) {
    if (args.is(2, "RESIZING")) {
      return run(() -> door.replyBuffersResize(!args.text(3).equals("0")));
    }
    if (!args.is(2, "PEAK-RESET-TIME")) {
      return false;
    }
    if (args.is(3, "NEVER")) {
      door.replyPeaksLast(-1);
    } else if (args.is(3, "RESET")) {
      door.replyPeaksLastAsUsual();
    } else {
      door.replyPeaksLast(args.longAt(3));
    }
    return true;
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
    call.reply()
        .simple(
            "Value at:0x%x refcount:1 encoding:%s serializedlength:%d lru:%d lru_seconds_idle:%d"
                .formatted(
                    Bytes.hash(entry.key(), 0, entry.key().length, 0) & 0xFFFFFFFFL,
                    entry.value().encoding(),
                    DumpPayload.of(entry.value()).length - AROUND_VALUE,
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
    byte[][] words = new byte[call.args().count() - 2][];
    for (int i = 0; i < words.length; i++) {
      words[i] = call.args().bytes(i + 2);
    }
    door.replicate(Args.of(words));
    call.reply().ok();
    return true;
  }

  private static boolean help(Call call) {
    Help.reply(
        call,
        List.of(
            "AOF-FLUSH-SLEEP <microseconds>",
            "    Do nothing for a while whenever the append only file is written to.",
            "CHANGE-REPL-ID",
            "    Take a new replication id and forget the second.",
            "CONFIG-REWRITE-FORCE-ALL",
            "    Write all parameters into the configuration file, defaults too.",
            "DIGEST",
            "    A fingerprint of all data.",
            "DIGEST-VALUE [key ...]",
            "    Fingerprints of values.",
            "ERROR <string>",
            "    Answer this error.",
            "HTSTATS <dbid>",
            "    How long the chains of the tables of a database are.",
            "HTSTATS-KEY <key>",
            "    How long the chains of the table of a value are.",
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
            "REPLICATE <command>",
            "    Tell replicas a command that is not run here, so that data diverge.",
            "REPLYBUFFER PEAK-RESET-TIME <NEVER|RESET|milliseconds>",
            "    For how long a reply buffer stays as large as a reply needed.",
            "REPLYBUFFER RESIZING <0|1>",
            "    Whether reply buffers change their size.",
            "SET-ACTIVE-EXPIRE <0|1>",
            "    Whether expired keys are looked for when nobody asks for them.",
            "SET-DISABLE-DENY-SCRIPTS <0|1>",
            "    Let scripts use commands that are not for scripts.",
            "SET-SKIP-CHECKSUM-VALIDATION <0|1>",
            "    Whether RESTORE takes payloads whose checksum is wrong.",
            "SLEEP <seconds>",
            "    Do nothing for a while.",
            "HELP",
            "    What DEBUG can do."));
    return true;
  }
}

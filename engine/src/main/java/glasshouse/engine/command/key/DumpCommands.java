package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.ASKING;
import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.ExpireTime;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.rdb.DumpPayload;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/**
 * DUMP and RESTORE: a value as bytes that another server takes.
 *
 * <p>Order of RESTORE's checks: options, whether the key is free, the time to live, version and
 * checksum, the value.
 */
final class DumpCommands {
  private static final byte[] DEL = Bytes.of("DEL");
  private static final byte[] ABSTTL = Bytes.of("ABSTTL");
  private static final int FREQUENCY_MAX = 255;

  private DumpCommands() {}

  static final CommandSpec DUMP =
      CommandSpec.of("dump", 2)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("2.6.0")
          .group("generic")
          .complexity("O(N) with N bytes of the value")
          .summary("Read a value in a form that RESTORE takes")
          .grammar("key")
          .run(DumpCommands::dump);

  private static void dump(Call call) {
    KeyEntry entry = call.lookup(1);
    if (entry == null) {
      call.reply().nil();
    } else {
      call.reply().bulk(DumpPayload.of(entry.value()));
    }
  }

  static final CommandSpec RESTORE =
      restore("restore").since("2.6.0").group("generic").run(DumpCommands::restore);

  static final CommandSpec RESTORE_ASKING =
      restore("restore-asking")
          .flags(ASKING)
          .since("3.0.0")
          .group("server")
          .categories("keyspace", "dangerous")
          .run(DumpCommands::restore);

  private static CommandSpec restore(String name) {
    return CommandSpec.of(name, -4)
        .flags(WRITE, DENYOOM)
        .keys(1, 1, 1)
        .categories("dangerous")
        .complexity("O(N) with N bytes of the value")
        .summary("Let a key hold what DUMP gave")
        .grammar(
            "key ttl serialized-value [REPLACE@3.0.0] [ABSTTL@5.0.0] [IDLETIME=seconds@5.0.0]"
                + " [FREQ=frequency@5.0.0]");
  }

  /** The options of RESTORE; -1 for an age that was not given. */
  private static final class Options {
    private boolean replace;
    private boolean absolute;
    private long idle = -1;
    private long frequency = -1;

    Options(Args args) {
      for (int i = 4; i < args.count(); i++) {
        boolean more = i + 1 < args.count();
        if (args.is(i, "REPLACE")) {
          replace = true;
        } else if (args.is(i, "ABSTTL")) {
          absolute = true;
        } else if (args.is(i, "IDLETIME") && more && frequency == -1) {
          idle = args.longAt(++i);
          if (idle < 0) {
            throw new ErrorReply("ERR Invalid IDLETIME value, must be >= 0");
          }
        } else if (args.is(i, "FREQ") && more && idle == -1) {
          frequency = args.longAt(++i);
          if (frequency < 0 || frequency > FREQUENCY_MAX) {
            throw new ErrorReply("ERR Invalid FREQ value, must be >= 0 and <= 255");
          }
        } else {
          throw ErrorReply.syntax();
        }
      }
    }
  }

  private static void restore(Call call) {
    Args args = call.args();
    Options options = new Options(args);
    if (!options.replace && call.peek(1) != null) {
      throw new ErrorReply("BUSYKEY Target key name already exists.");
    }
    long ttl = args.longAt(2);
    if (ttl < 0) {
      throw new ErrorReply("ERR Invalid TTL value, must be >= 0");
    }
    byte[] payload = args.bytes(3);
    if (!DumpPayload.isIntact(payload, call.host().comparesChecksums())) {
      throw new ErrorReply("ERR DUMP payload version or checksum are wrong");
    }
    Value value = value(call, payload);
    final boolean deleted = options.replace && call.db().delete(args.bytes(1));
    long at = ttl == 0 || options.absolute ? ttl : ttl + call.now();
    if (at != 0 && ExpireTime.over(call, at)) {
      if (deleted) {
        call.changed(1, NotifyClass.GENERIC, "del");
        call.replicateAs(DEL, args.bytes(1));
      }
    } else {
      put(call, options, value, at);
    }
    call.reply().ok();
  }

  private static Value value(Call call, byte[] payload) {
    try {
      return DumpPayload.value(payload, call.db().rules());
    } catch (RdbException damaged) {
      call.host()
          .warn(
              "RESTORE of a damaged payload was refused: "
                  + damaged.verdict()
                  + " "
                  + damaged.getMessage());
      throw new ErrorReply("ERR Bad data format");
    }
  }

  private static void put(Call call, Options options, Value value, long at) {
    KeyEntry entry = call.set(1, value);
    if (at != 0) {
      call.db().expireAt(entry, at);
      if (!options.absolute) {
        replicateAbsolute(call, at);
      }
    }
    if (options.idle >= 0) {
      call.db().rules().ages.idleFor(entry, options.idle);
    }
    if (options.frequency >= 0) {
      call.db().rules().ages.countedAs(entry, (int) options.frequency);
    }
    call.changed(1, NotifyClass.GENERIC, "restore");
  }

  private static void replicateAbsolute(Call call, long at) {
    Args args = call.args();
    byte[][] words = new byte[args.count() + 1][];
    for (int i = 0; i < args.count(); i++) {
      words[i] = i == 2 ? Numbers.decimal(at) : args.bytes(i);
    }
    words[args.count()] = ABSTTL;
    ExpireTime.replicateAs(call, words);
  }
}

package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.ALLOW_BUSY;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_ASYNC_LOADING;
import static glasshouse.engine.command.CommandFlag.NO_MULTI;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.Family;
import glasshouse.engine.config.Config;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import java.util.function.Supplier;

/** Commands about the server as a whole. */
public final class ServerFamily implements Family {
  private final ServerDoor door;
  private final PersistenceDoor persistence;
  private final ConfigCommand config;
  private final InfoCommand info;
  private final CommandCommand command;
  private final SlowlogCommand slowlog;
  private final LatencyCommand latency;
  private final MemoryCommand memory;
  private final DebugCommand debug;

  /**
   * The family.
   *
   * @param table the table this family will be part of, asked only when a command runs
   */
  public ServerFamily(
      Config config,
      ServerDoor door,
      PersistenceDoor persistence,
      DebugDoor debugDoor,
      SlowLog log,
      LatencyDoor latencies,
      Supplier<CommandTable> table) {
    this.door = door;
    this.persistence = persistence;
    this.config = new ConfigCommand(config, door);
    info = new InfoCommand(door);
    command = new CommandCommand(table);
    slowlog = new SlowlogCommand(log);
    latency = new LatencyCommand(latencies, table);
    memory = new MemoryCommand(door);
    debug = new DebugCommand(debugDoor, this.config);
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(
        config.spec,
        info.spec,
        command.spec,
        slowlog.spec,
        latency.spec,
        memory.spec,
        debug.spec,
        ModuleCommand.SPEC,
        time,
        lastSave,
        save,
        bgSave,
        bgRewriteAof,
        shutdown,
        monitor,
        LolwutCommand.SPEC);
  }

  private final CommandSpec time =
      CommandSpec.of("time", 1)
          .flags(LOADING, STALE, FAST)
          .since("2.6.0")
          .group("server")
          .complexity("O(1)")
          .summary("The server's clock: Unix seconds, and microseconds of the second")
          .run(this::time);

  private void time(Call call) {
    long now = door.clock(call.now());
    call.reply().array(2);
    call.reply().bulk(now / 1000);
    call.reply().bulk(now % 1000 * 1000);
  }

  private final CommandSpec lastSave =
      CommandSpec.of("lastsave", 1)
          .flags(LOADING, STALE, FAST)
          .since("1.0.0")
          .group("server")
          .categories("admin", "dangerous")
          .complexity("O(1)")
          .summary("When the data set was last saved, in Unix seconds")
          .run(this::lastSave);

  private void lastSave(Call call) {
    call.reply().integer(persistence.lastSave());
  }

  private final CommandSpec save =
      CommandSpec.of("save", 1)
          .flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI)
          .since("1.0.0")
          .group("server")
          .complexity("O(N) where N is the total number of keys in all databases")
          .summary("Save the data set, and answer when that is done")
          .run(this::save);

  private void save(Call call) {
    persistence.save(call);
  }

  private final CommandSpec bgSave =
      CommandSpec.of("bgsave", -1)
          .flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
          .since("1.0.0")
          .group("server")
          .complexity("O(1)")
          .summary("Start saving the data set")
          .grammar("[SCHEDULE@3.2.2]")
          .run(this::bgSave);

  private void bgSave(Call call) {
    Args args = call.args();
    boolean schedule = args.count() == 2 && args.is(1, "SCHEDULE");
    if (args.count() > 1 && !schedule) {
      throw ErrorReply.syntax();
    }
    persistence.saveInBackground(call, schedule);
  }

  private final CommandSpec bgRewriteAof =
      CommandSpec.of("bgrewriteaof", 1)
          .flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
          .since("1.0.0")
          .group("server")
          .complexity("O(1)")
          .summary("Start to write the append only file anew, as short as it can be")
          .run(this::bgRewriteAof);

  private void bgRewriteAof(Call call) {
    persistence.rewriteAppendOnly(call);
  }

  private final CommandSpec shutdown =
      CommandSpec.of("shutdown", -1)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE, ALLOW_BUSY, NO_MULTI)
          .since("1.0.0")
          .group("server")
          .complexity("O(N) when saving, where N is the total number of keys in all databases")
          .summary("Save the data set, let replicas catch up, and end")
          .grammar("[(NOSAVE|SAVE)] [NOW@7.0.0] [FORCE@7.0.0] [ABORT@7.0.0]")
          .run(this::shutdown);

  private void shutdown(Call call) {
    Args args = call.args();
    PersistenceDoor.Saving saving = PersistenceDoor.Saving.DEFAULT;
    boolean now = false;
    boolean force = false;
    boolean abort = false;
    for (int i = 1; i < args.count(); i++) {
      if (args.is(i, "NOSAVE") && saving == PersistenceDoor.Saving.DEFAULT) {
        saving = PersistenceDoor.Saving.NO;
      } else if (args.is(i, "SAVE") && saving != PersistenceDoor.Saving.NO) {
        saving = PersistenceDoor.Saving.YES;
      } else if (args.is(i, "NOW")) {
        now = true;
      } else if (args.is(i, "FORCE")) {
        force = true;
      } else if (args.is(i, "ABORT")) {
        abort = true;
      } else {
        throw ErrorReply.syntax();
      }
    }
    if (abort && args.count() > 2) {
      throw ErrorReply.syntax();
    }
    if (!abort) {
      persistence.shutdown(call, saving, now, force);
    } else if (persistence.abortShutdown()) {
      call.reply().ok();
    } else {
      throw new ErrorReply("ERR No shutdown in progress.");
    }
  }

  private final CommandSpec monitor =
      CommandSpec.of("monitor", 1)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE)
          .since("1.0.0")
          .group("server")
          .summary("Be shown every command as it runs")
          .run(this::monitor);

  private void monitor(Call call) {
    if (!call.mayBlock()) {
      throw new ErrorReply("ERR MONITOR isn't allowed for DENY BLOCKING client");
    }
    if (door.monitor(call.client())) {
      call.reply().ok();
    }
  }
}

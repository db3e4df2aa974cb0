package glasshouse.engine.command.hyperloglog;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.MAY_REPLICATE;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import java.util.List;

/** Adding to, counting and merging of HyperLogLogs. */
public final class HyperLogLogFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(PFADD, PFCOUNT, PFMERGE, DebugCommands.PFDEBUG, DebugCommands.PFSELFTEST);
  }

  static final CommandSpec PFADD =
      CommandSpec.of("pfadd", -2)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.8.9")
          .group("hyperloglog")
          .complexity("O(1) per element")
          .summary("Let a HyperLogLog count elements")
          .grammar("key [element...]")
          .run(HyperLogLogFamily::pfadd);

  private static void pfadd(Call call) {
    Args args = call.args();
    StringValue value = call.write(1, StringValue.class);
    int updated = 0;
    if (value == null) {
      value = Hll.empty();
      call.set(1, value);
      updated++;
    }
    Hll hll = Hll.of(value);
    hll.unshare();
    long sparseMax = call.db().rules().hllSparseMax;
    for (int i = 2; i < args.count(); i++) {
      if (hll.add(args.data(), args.offset(i), args.length(i), sparseMax)) {
        updated++;
      }
    }
    if (updated > 0) {
      hll.forget();
      call.changed(1, NotifyClass.STRING, "pfadd");
      call.dirty(updated - 1L);
    }
    call.reply().integer(updated > 0 ? 1 : 0);
  }

  static final CommandSpec PFCOUNT =
      CommandSpec.of("pfcount", -2)
          .flags(READONLY, MAY_REPLICATE)
          .keys(1, -1, 1)
          .since("2.8.9")
          .group("hyperloglog")
          .complexity("O(1) for one key, O(N) for several")
          .summary("Estimate how many distinct elements one or more HyperLogLogs have seen")
          .grammar("key...")
          .run(HyperLogLogFamily::pfcount);

  private static void pfcount(Call call) {
    if (call.args().count() > 2) {
      call.reply().integer(Estimate.of(merged(call).registers));
      return;
    }
    KeyEntry entry = call.lookup(1);
    if (entry == null) {
      call.reply().integer(0);
      return;
    }
    StringValue value = Call.typed(entry, StringValue.class);
    Hll hll = Hll.of(value);
    call.db().beforeChange(entry);
    hll.unshare();
    if (!hll.isCounted()) {
      hll.count();
      // the cardinality is kept in the string, so replicas must keep it too
      call.replicateAlways();
      call.modified(1);
    }
    call.reply().integer(hll.counted());
  }

  /** The highest of each register, and whether one of the strings was dense. */
  private record Merged(byte[] registers, boolean dense) {}

  private static Merged merged(Call call) {
    byte[] registers = new byte[Hll.REGISTERS];
    boolean dense = false;
    for (int i = 1; i < call.args().count(); i++) {
      StringValue value = call.read(i, StringValue.class);
      if (value != null) {
        Hll hll = Hll.of(value);
        dense |= !hll.isSparse();
        hll.mergeInto(registers);
      }
    }
    return new Merged(registers, dense);
  }

  static final CommandSpec PFMERGE =
      CommandSpec.of("pfmerge", -2)
          .flags(WRITE, DENYOOM)
          .keys(1, -1, 1)
          .since("2.8.9")
          .group("hyperloglog")
          .complexity("O(N)")
          .summary("Make a HyperLogLog that has seen what others have seen")
          .grammar("destkey sourcekey#1...")
          .run(HyperLogLogFamily::pfmerge);

  private static void pfmerge(Call call) {
    Merged merged = merged(call);
    StringValue value = call.write(1, StringValue.class);
    if (value == null) {
      value = Hll.empty();
      call.set(1, value);
    }
    Hll hll = Hll.of(value);
    hll.unshare();
    if (merged.dense) {
      hll.densify();
    }
    long sparseMax = call.db().rules().hllSparseMax;
    for (int i = 0; i < Hll.REGISTERS; i++) {
      if (merged.registers[i] > 0) {
        hll.raise(i, merged.registers[i], sparseMax);
      }
    }
    hll.forget();
    call.changed(1, NotifyClass.STRING, "pfadd");
    call.reply().ok();
  }
}

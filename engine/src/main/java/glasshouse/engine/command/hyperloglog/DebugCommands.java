package glasshouse.engine.command.hyperloglog;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.ErrorReply;

/** PFDEBUG and PFSELFTEST. */
final class DebugCommands {
  private static final int ELEMENTS = 20_000;

  /** Four times the standard error of 1.04 / sqrt(16384). */
  private static final double TOLERANCE = 4 * 0.008125;

  private DebugCommands() {}

  static final CommandSpec PFDEBUG =
      CommandSpec.of("pfdebug", 3)
          .flags(WRITE, DENYOOM, ADMIN)
          .keys(2, 2, 1)
          .since("2.8.9")
          .group("hyperloglog")
          .complexity("O(N) with N registers")
          .summary("Look into a HyperLogLog")
          .grammar("subcommand key")
          .run(DebugCommands::pfdebug);

  private static void pfdebug(Call call) {
    StringValue value = call.write(2, StringValue.class);
    if (value == null) {
      throw new ErrorReply("ERR The specified key does not exist");
    }
    Hll hll = Hll.of(value);
    hll.unshare();
    if (call.args().is(1, "GETREG")) {
      densify(call, hll);
      call.reply().array(Hll.REGISTERS);
      for (int i = 0; i < Hll.REGISTERS; i++) {
        call.reply().integer(hll.register(i));
      }
    } else if (call.args().is(1, "DECODE")) {
      if (!hll.isSparse()) {
        throw new ErrorReply("ERR HLL encoding is not sparse");
      }
      call.reply().bulk(hll.words());
    } else if (call.args().is(1, "ENCODING")) {
      call.reply().simple(hll.isSparse() ? "sparse" : "dense");
    } else if (call.args().is(1, "TODENSE")) {
      call.reply().integer(densify(call, hll) ? 1 : 0);
    } else {
      throw new ErrorReply("ERR Unknown PFDEBUG subcommand '" + call.args().text(1) + "'");
    }
  }

  private static boolean densify(Call call, Hll hll) {
    boolean sparse = hll.isSparse();
    hll.densify();
    if (sparse) {
      call.dirty(1);
    }
    return sparse;
  }

  static final CommandSpec PFSELFTEST =
      CommandSpec.of("pfselftest", 1)
          .flags(ADMIN)
          .since("2.8.9")
          .group("hyperloglog")
          .complexity("O(N)")
          .summary("Check that registers keep what they are given and that counts are near")
          .run(DebugCommands::pfselftest);

  /** Both forms must agree on every element, and the estimate must be near the truth. */
  private static void pfselftest(Call call) {
    Hll sparse = Hll.of(Hll.empty());
    Hll dense = Hll.of(Hll.empty());
    dense.densify();
    long origin = call.random().nextLong();
    for (int i = 0; i < ELEMENTS; i++) {
      byte[] element = Numbers.decimal(origin + i);
      boolean raised = sparse.add(element, 0, element.length, Long.MAX_VALUE);
      if (raised != dense.add(element, 0, element.length, 0)) {
        throw new ErrorReply("TESTFAILED sparse and dense do not agree at element " + i);
      }
    }
    long count = dense.count();
    if (count != sparse.count() || Math.abs(count - ELEMENTS) > TOLERANCE * ELEMENTS) {
      throw new ErrorReply("TESTFAILED " + ELEMENTS + " elements were counted as " + count);
    }
    byte[] registers = new byte[Dense.SIZE];
    for (int i = 0; i < Hll.REGISTERS; i++) {
      Dense.set(registers, i, (int) (origin >>> i % 50) + i & 63);
    }
    for (int i = 0; i < Hll.REGISTERS; i++) {
      if (Dense.get(registers, i) != ((int) (origin >>> i % 50) + i & 63)) {
        throw new ErrorReply("TESTFAILED register " + i + " holds another value than it was given");
      }
    }
    call.reply().ok();
  }
}

package glasshouse.engine.script.vm;

import static org.luaj.vm2.LuaValue.NIL;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;
import org.luaj.vm2.Varargs;

/**
 * Runs the code that LuaJ's compiler makes. Calls between Lua functions push and pop frames and do
 * not nest in Java; so a coroutine is a list of frames that is put aside.
 */
final class Interpreter {
  /** Answered by {@link #execute} instead of results when a coroutine has yielded. */
  static final Varargs YIELDED = LuaValue.varargsOf(new LuaValue[] {NIL, NIL});

  private static final int FIELDS_PER_FLUSH = Lua.LFIELDS_PER_FLUSH;

  private final Vm vm;
  private final Operators ops;
  private final Arith arith;

  Interpreter(Vm vm) {
    this.vm = vm;
    this.ops = vm.ops();
    this.arith = new Arith(vm);
  }

  /** A frame for a call of {@code fn}. */
  Frame push(Closure fn, LuaValue[] args, int from, int count, @Nullable Frame caller) {
    Frame f = new Frame(fn);
    f.depth = caller == null ? 1 : caller.depth + 1;
    if (f.depth >= Vm.MAX_CALLS) {
      throw vm.runError("stack overflow");
    }
    vm.charge(64 + 8L * f.r.length);
    f.enter(args, from, count);
    f.caller = caller;
    return f;
  }

  /** Starts a coroutine, or goes on where it yielded. */
  Varargs resume(Coroutine co, LuaValue[] args) {
    Frame top = co.top;
    if (top != null) {
      vm.leaveNative();
      int call = top.code.code[top.pc - 1];
      int wanted = Lua.GET_OPCODE(call) == Lua.OP_TAILCALL ? Frame.ALL : Lua.GETARG_C(call) - 1;
      deliver(top, Lua.GETARG_A(call), wanted, LuaValue.varargsOf(args));
      return execute(top);
    }
    if (co.fn instanceof Closure closure) {
      Frame first = push(closure, args, 0, args.length, vm.frame);
      first.entry = true;
      first.belowNative = true;
      first.bottom = true;
      vm.leaveNative();
      return execute(first);
    }
    return vm.invoke((Native) co.fn, args, 0, args.length, false);
  }

  /** Runs {@code start} and the frames it pushes until an entry frame returns. */
  Varargs execute(Frame start) {
    Frame f = start;
    while (true) {
      vm.frame = f;
      Frame now = f;
      int signal = vm.tracing() ? trace(now) : run(now, now.code.code);
      switch (signal) {
        case CALLED -> f = pushed(now);
        case RETURNED -> {
          Frame caller = now.caller;
          if (now.entry || caller == null) {
            return results;
          }
          deliver(caller, now.into, now.wanted, results);
          f = caller;
        }
        default -> {
          return YIELDED;
        }
      }
    }
  }

  private static final int CALLED = 0;
  private static final int RETURNED = 1;
  private static final int SUSPENDED = 2;
  private static final int STEPPED = 3;

  /** As {@link #run}, one instruction at a time. */
  private int trace(Frame f) {
    Trace trace = Trace.of(f, vm);
    while (true) {
      if (vm.tracing()) {
        trace.look(vm);
      }
      int signal = run(f, trace.open());
      trace.close();
      if (signal != STEPPED) {
        return signal;
      }
    }
  }

  private @Nullable Frame callee;
  private Varargs results = LuaValue.NONE;

  private Frame pushed(Frame fallback) {
    Frame next = callee;
    callee = null;
    return next == null ? fallback : next;
  }

  /** Runs {@code code}, which is that of the frame or a {@link Trace} of it. */
  private int run(Frame f, int[] code) {
    LuaValue[] k = f.code.k;
    LuaValue[] r = f.r;
    int pc = f.pc;
    while (true) {
      int i = code[pc++];
      f.pc = pc;
      int a = (i >>> Lua.POS_A) & 0xff;
      int b = i >>> Lua.POS_B;
      int c = (i >>> Lua.POS_C) & 0x1ff;
      switch (i & 0x3f) {
        case Lua.OP_MOVE -> r[a] = r[b];
        case Lua.OP_LOADK -> r[a] = k[i >>> Lua.POS_Bx];
        case Lua.OP_LOADKX -> r[a] = k[code[pc++] >>> Lua.POS_Ax];
        case Lua.OP_LOADBOOL -> {
          r[a] = b != 0 ? LuaBoolean.TRUE : LuaBoolean.FALSE;
          pc += c != 0 ? 1 : 0;
        }
        case Lua.OP_LOADNIL -> java.util.Arrays.fill(r, a, a + b + 1, NIL);
        case Lua.OP_GETUPVAL -> r[a] = f.fn.cells[b].get();
        case Lua.OP_GETTABUP -> r[a] = ops.index(f.fn.cells[b].get(), rk(r, k, c));
        case Lua.OP_GETTABLE -> r[a] = ops.index(r[b], rk(r, k, c));
        case Lua.OP_SETTABUP -> ops.setIndex(f.fn.cells[a].get(), rk(r, k, b), rk(r, k, c));
        case Lua.OP_SETUPVAL -> f.fn.cells[b].set(r[a]);
        case Lua.OP_SETTABLE -> ops.setIndex(r[a], rk(r, k, b), rk(r, k, c));
        case Lua.OP_NEWTABLE -> r[a] = new Table(vm, size(b), size(c));
        case Lua.OP_SELF -> method(r, a, b, rk(r, k, c));
        case Lua.OP_ADD -> r[a] = arith.add(rk(r, k, b), rk(r, k, c));
        case Lua.OP_SUB -> r[a] = arith.sub(rk(r, k, b), rk(r, k, c));
        case Lua.OP_MUL -> r[a] = arith.mul(rk(r, k, b), rk(r, k, c));
        case Lua.OP_DIV -> r[a] = arith.slow(Arith.Op.DIV, rk(r, k, b), rk(r, k, c));
        case Lua.OP_MOD -> r[a] = arith.mod(rk(r, k, b), rk(r, k, c));
        case Lua.OP_POW -> r[a] = arith.slow(Arith.Op.POW, rk(r, k, b), rk(r, k, c));
        case Lua.OP_UNM -> r[a] = arith.slow(Arith.Op.UNM, r[b], r[b]);
        case Lua.OP_NOT -> r[a] = Operators.truth(r[b]) ? LuaBoolean.FALSE : LuaBoolean.TRUE;
        case Lua.OP_LEN -> r[a] = ops.lengthOf(r[b]);
        case Lua.OP_CONCAT -> r[a] = ops.concat(r, b, c);
        case Lua.OP_JMP -> pc = jump(f, pc, i, a);
        case Lua.OP_EQ -> pc += ops.equal(rk(r, k, b), rk(r, k, c)) == (a != 0) ? 0 : 1;
        case Lua.OP_LT -> pc += ops.less(rk(r, k, b), rk(r, k, c)) == (a != 0) ? 0 : 1;
        case Lua.OP_LE -> pc += ops.lessOrEqual(rk(r, k, b), rk(r, k, c)) == (a != 0) ? 0 : 1;
        case Lua.OP_TEST -> pc += Operators.truth(r[a]) == (c != 0) ? 0 : 1;
        case Lua.OP_TESTSET -> {
          if (Operators.truth(r[b]) == (c != 0)) {
            r[a] = r[b];
          } else {
            pc++;
          }
        }
        case Lua.OP_FORPREP -> pc = prepareFor(r, a, pc + Lua.GETARG_sBx(i));
        case Lua.OP_FORLOOP -> pc = loopFor(r, a, pc, i);
        case Lua.OP_TFORCALL -> iterate(f, a, c);
        case Lua.OP_TFORLOOP -> pc = loopOver(r, a, pc, i);
        case Lua.OP_SETLIST -> pc = setList(f, i, pc);
        case Lua.OP_CLOSURE -> r[a] = closure(f, f.code.p[i >>> Lua.POS_Bx]);
        default -> {
          int signal = control(f, i);
          if (signal >= 0) {
            return signal;
          }
          r = f.r;
        }
      }
    }
  }

  /** Calls, returns and open lists: a signal, or -1 to go on. */
  private int control(Frame f, int i) {
    int a = Lua.GETARG_A(i);
    int b = Lua.GETARG_B(i);
    return switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_CALL -> call(f, a, b, Lua.GETARG_C(i) - 1, false);
      case Lua.OP_TAILCALL -> call(f, a, b, Frame.ALL, true);
      case Lua.OP_RETURN -> {
        int count = b == 0 ? f.top - a : b - 1;
        results =
            count == 0
                ? LuaValue.NONE
                : count == 1
                    ? f.r[a]
                    : LuaValue.varargsOf(java.util.Arrays.copyOfRange(f.r, a, a + count));
        f.close(0);
        yield RETURNED;
      }
      case Lua.OP_VARARG -> {
        int wanted = b == 0 ? f.extra.length : b - 1;
        f.ensure(a + wanted);
        for (int n = 0; n < wanted; n++) {
          f.r[a + n] = n < f.extra.length ? f.extra[n] : NIL;
        }
        f.top = a + wanted;
        yield -1;
      }
      case Trace.STOP -> {
        f.pc--;
        yield STEPPED;
      }
      default -> throw new IllegalStateException("opcode " + Lua.GET_OPCODE(i));
    };
  }

  private int call(Frame f, int a, int b, int wanted, boolean tail) {
    vm.work(1);
    int count = b == 0 ? f.top - a - 1 : b - 1;
    LuaValue target = f.r[a];
    if (!(target instanceof Fn)) {
      Fn handler = ops.callable(target);
      f.ensure(a + count + 2);
      System.arraycopy(f.r, a, f.r, a + 1, count + 1);
      f.r[a] = handler;
      target = handler;
      count++;
    }
    if (target instanceof Closure closure) {
      Frame next = push(closure, f.r, a + 1, count, f);
      next.into = a;
      next.wanted = wanted;
      if (tail) {
        replace(f, next);
      }
      callee = next;
      return CALLED;
    }
    if (target == vm.yield && vm.mayYield()) {
      Coroutine co = java.util.Objects.requireNonNull(vm.coroutine());
      co.passed = LuaValue.varargsOf(java.util.Arrays.copyOfRange(f.r, a + 1, a + 1 + count));
      co.top = f;
      return SUSPENDED;
    }
    Varargs answer = vm.invoke((Native) target, f.r, a + 1, count, true);
    deliver(f, a, wanted, answer);
    return -1;
  }

  private static void replace(Frame old, Frame next) {
    old.close(0);
    next.caller = old.caller;
    next.into = old.into;
    next.wanted = old.wanted;
    next.entry = old.entry;
    next.belowNative = old.belowNative;
    next.bottom = old.bottom;
    next.depth = old.depth;
    next.tailCalls = old.tailCalls + 1;
  }

  private static void deliver(Frame f, int into, int wanted, Varargs values) {
    if (wanted == 1) {
      f.r[into] = values.arg1();
      return;
    }
    int count = wanted == Frame.ALL ? values.narg() : wanted;
    f.ensure(into + count);
    for (int n = 0; n < count; n++) {
      f.r[into + n] = values.arg(n + 1);
    }
    if (wanted == Frame.ALL) {
      f.top = into + count;
    }
  }

  private static LuaValue rk(LuaValue[] r, LuaValue[] k, int x) {
    return x < Lua.BITRK ? r[x] : k[x & Lua.MAXINDEXRK];
  }

  /** A table size as the compiler packs it: mantissa and exponent. */
  private static int size(int packed) {
    int exponent = packed >> 3;
    return exponent == 0 ? packed : ((packed & 7) + 8) << (exponent - 1);
  }

  private int jump(Frame f, int pc, int i, int a) {
    if (a > 0) {
      f.close(a - 1);
    }
    int by = Lua.GETARG_sBx(i);
    if (by < 0) {
      vm.work(1);
    }
    return pc + by;
  }

  private int prepareFor(LuaValue[] r, int a, int target) {
    LuaValue start = Num.toNumber(r[a]);
    LuaValue limit = Num.toNumber(r[a + 1]);
    LuaValue step = Num.toNumber(r[a + 2]);
    if (start == null || limit == null || step == null) {
      String part = start == null ? "initial value" : limit == null ? "limit" : "step";
      throw vm.runError("'for' " + part + " must be a number");
    }
    r[a] = arith.sub(start, step);
    r[a + 1] = limit;
    r[a + 2] = step;
    return target;
  }

  private int loopFor(LuaValue[] r, int a, int pc, int i) {
    LuaValue step = r[a + 2];
    LuaValue limit = r[a + 1];
    LuaValue at = arith.add(r[a], step);
    boolean more;
    if (at instanceof LuaInteger x
        && limit instanceof LuaInteger y
        && step instanceof LuaInteger z) {
      more = z.v > 0 ? x.v <= y.v : x.v >= y.v;
    } else {
      double d = ((LuaNumber) at).todouble();
      more = step.todouble() > 0 ? d <= limit.todouble() : limit.todouble() <= d;
    }
    if (!more) {
      return pc;
    }
    vm.work(1);
    r[a] = at;
    r[a + 3] = at;
    return pc + Lua.GETARG_sBx(i);
  }

  private int loopOver(LuaValue[] r, int a, int pc, int i) {
    if (r[a + 1] == NIL) {
      return pc;
    }
    vm.work(1);
    r[a] = r[a + 1];
    return pc + Lua.GETARG_sBx(i);
  }

  private void method(LuaValue[] r, int a, int b, LuaValue name) {
    LuaValue self = r[b];
    LuaValue found = ops.index(self, name);
    r[a + 1] = self;
    r[a] = found;
  }

  private void iterate(Frame f, int a, int wanted) {
    LuaValue fn = f.r[a];
    Varargs values;
    if (fn instanceof Native n && n != vm.yield) {
      values = vm.invoke(n, f.r, a + 1, 2, true);
    } else {
      values = vm.callValue(fn, f.r[a + 1], f.r[a + 2]);
    }
    for (int n = 1; n <= wanted; n++) {
      f.r[a + 2 + n] = values.arg(n);
    }
  }

  private int setList(Frame f, int i, int pc) {
    int a = Lua.GETARG_A(i);
    int count = Lua.GETARG_B(i);
    int block = Lua.GETARG_C(i);
    int after = pc;
    if (count == 0) {
      count = f.top - a - 1;
    }
    if (block == 0) {
      block = f.code.code[after++] >>> Lua.POS_Ax;
    }
    Table table = (Table) f.r[a];
    int last = (block - 1) * FIELDS_PER_FLUSH + count;
    table.ensureArray(last);
    for (int n = count; n > 0; n--) {
      table.put(last--, f.r[a + n]);
    }
    return after;
  }

  private Closure closure(Frame f, Prototype p) {
    Upvaldesc[] wanted = p.upvalues;
    Cell[] cells = new Cell[wanted.length];
    for (int n = 0; n < cells.length; n++) {
      int index = wanted[n].idx;
      cells[n] = wanted[n].instack ? f.cell(index) : f.fn.cells[index];
    }
    return new Closure(vm, p, cells);
  }
}

package glasshouse.engine.script.vm;

import java.util.Arrays;
import org.luaj.vm2.Lua;

/**
 * One call of a function, run an instruction at a time: the interpreter gets a copy of the code in
 * which only the next instruction is there and all else stops it. So scripts that nobody traces pay
 * nothing for those that are.
 */
final class Trace {
  /** An instruction that Lua does not have. */
  static final int STOP = 63;

  /** A jump by sBx = 1; a jump to the same place goes there instead, as else it would not stop. */
  private static final int AWAY = (Lua.MAXARG_sBx + 1) << Lua.POS_Bx;

  private final Frame frame;
  private final int[] code;
  private final int[] window;
  private int last = -1;
  private int at;
  private int returns = -1;

  private Trace(Frame frame) {
    this.frame = frame;
    this.code = frame.code.code;
    this.window = new int[code.length + 4];
    Arrays.fill(window, STOP);
  }

  /** The trace of this frame. */
  static Trace of(Frame frame, Vm vm) {
    Trace trace = frame.trace;
    if (trace == null) {
      trace = new Trace(frame);
      frame.trace = trace;
      vm.charge(trace.bytes());
    }
    return trace;
  }

  /** Bytes it is taken to occupy. */
  long bytes() {
    return 48 + 4L * window.length;
  }

  /** Tells of the next instruction, as luaV_execute of Lua 5.1 does. */
  void look(Vm vm) {
    int pc = frame.pc;
    int line = frame.code.lineinfo[pc];
    if (line == LineMap.HIDDEN || last < 0 && clears(code[pc])) {
      return;
    }
    boolean begins = last < 0 || pc <= last || line != frame.code.lineinfo[last];
    last = pc;
    frame.pc = pc + 1;
    vm.traced(line, begins);
    frame.pc = pc;
  }

  /** Lua 5.1 has no instruction for variables that are nil from the start of a function. */
  private boolean clears(int i) {
    return Lua.GET_OPCODE(i) == Lua.OP_LOADNIL && Lua.GETARG_A(i) >= frame.code.numparams;
  }

  /** The code with nothing but the next instruction in it; {@link #close} must follow. */
  int[] open() {
    at = frame.pc;
    int i = code[at];
    window[at] = i;
    switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_JMP, Lua.OP_FORLOOP -> leave(at);
      case Lua.OP_LOADKX -> window[at + 1] = code[at + 1];
      case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE, Lua.OP_TEST, Lua.OP_TESTSET -> {
        // In Lua 5.1 the jump behind a test is a part of it.
        window[at + 1] = code[at + 1];
        leave(at + 1);
      }
      default -> {}
    }
    return window;
  }

  private void leave(int jump) {
    int i = code[jump];
    if (jump + 1 + Lua.GETARG_sBx(i) == at) {
      window[jump] = i & ((1 << Lua.POS_Bx) - 1) | AWAY;
      returns = jump + 2;
    }
  }

  /** The instruction has been run, or has called. */
  void close() {
    window[at] = STOP;
    window[at + 1] = STOP;
    if (returns >= 0 && frame.pc == returns) {
      frame.pc = at;
    }
    returns = -1;
  }
}

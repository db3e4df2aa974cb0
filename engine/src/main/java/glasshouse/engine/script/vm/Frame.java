package glasshouse.engine.script.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** One call of a Lua function: registers, place in the code, and who waits for the result. */
final class Frame {
  private static final LuaValue[] NONE = {};

  /** Results wanted: as many as there are. */
  static final int ALL = -1;

  final Closure fn;
  final Prototype code;
  LuaValue[] r;
  LuaValue[] extra = NONE;
  private @Nullable Cell @Nullable [] open;

  /** Index of the next instruction. */
  int pc;

  /** End of an open list of values in the registers. */
  int top;

  /** The frame that called, or was running when a library called. */
  @Nullable Frame caller;

  /** Where the caller wants the results, and how many. */
  int into;

  int wanted;

  /** True when the results go to Java: a library, a metamethod or the script's start called. */
  boolean entry;

  /** True when a library function stands between this frame and {@link #caller}. */
  boolean belowNative;

  /** True for the first frame of a coroutine. */
  boolean bottom;

  /** How far it has been traced; null when it is not. */
  @Nullable Trace trace;

  /** Number of frames that gave their place to this one by tail calls. */
  int tailCalls;

  /** Number of the memory walk that met it last. */
  int mark;

  /** Number of frames below. */
  int depth;

  Frame(Closure fn) {
    this.fn = fn;
    this.code = fn.code;
    this.r = new LuaValue[code.maxstacksize];
  }

  /** Puts the arguments in place: parameters in registers, the rest aside. */
  void enter(LuaValue[] args, int from, int count) {
    int params = code.numparams;
    int given = Math.min(params, count);
    System.arraycopy(args, from, r, 0, given);
    Arrays.fill(r, given, r.length, LuaValue.NIL);
    if (code.is_vararg != 0 && count > params) {
      extra = Arrays.copyOfRange(args, from + params, from + count);
    }
  }

  /** Makes sure that registers up to {@code size} exist. */
  void ensure(int size) {
    if (size > r.length) {
      int old = r.length;
      r = Arrays.copyOf(r, size);
      Arrays.fill(r, old, size, LuaValue.NIL);
    }
  }

  /** The cell of a register, made when an inner function first asks for it. */
  Cell cell(int register) {
    @Nullable Cell[] cells = open;
    if (cells == null) {
      cells = new @Nullable Cell[code.maxstacksize];
      open = cells;
    }
    Cell cell = cells[register];
    if (cell == null) {
      cell = new Cell(this, register);
      cells[register] = cell;
    }
    return cell;
  }

  /** Inner functions keep their own copies of the variables from {@code register} up. */
  void close(int register) {
    @Nullable Cell[] cells = open;
    if (cells == null) {
      return;
    }
    for (int i = register; i < cells.length; i++) {
      Cell cell = cells[i];
      if (cell != null) {
        cell.close();
        cells[i] = null;
      }
    }
  }

  /** The source line of the instruction that runs. */
  int line() {
    int[] lines = code.lineinfo;
    int at = Math.max(0, pc - 1);
    return at < lines.length ? lines[at] : -1;
  }

  /** The chunk as messages name it. */
  String chunk() {
    return ChunkName.of(code.source.tojstring(), ChunkName.RUNNING);
  }
}

package glasshouse.engine.script.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** A variable that an inner function uses: a register of a running frame, later a value alone. */
final class Cell {
  private @Nullable Frame frame;
  private int register;
  private LuaValue value = LuaValue.NIL;

  Cell(Frame frame, int register) {
    this.frame = frame;
    this.register = register;
  }

  Cell(LuaValue value) {
    this.value = value;
  }

  LuaValue get() {
    Frame f = frame;
    return f == null ? value : f.r[register];
  }

  void set(LuaValue v) {
    Frame f = frame;
    if (f == null) {
      value = v;
    } else {
      f.r[register] = v;
    }
  }

  /** The frame's register is about to be used for something else. */
  void close() {
    value = get();
    frame = null;
    register = 0;
  }
}

package glasshouse.engine.script.vm;

import org.luaj.vm2.Prototype;

/** A function of a script: its code and the variables of outer functions that it uses. */
public final class Closure extends Fn {
  final Prototype code;
  final Cell[] cells;

  Closure(Vm vm, Prototype code, Cell[] cells) {
    super(vm);
    this.code = code;
    this.cells = cells;
    vm.charge(48 + 8L * cells.length);
  }
}

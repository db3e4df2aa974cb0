package glasshouse.engine.script.vm;

import org.luaj.vm2.Varargs;

/** A function of a library. */
public final class Native extends Fn {
  /** The code: takes arguments, answers any number of values. */
  @FunctionalInterface
  public interface Body {
    /** Runs; {@code args} may not be kept. */
    Varargs run(Args args);
  }

  final Body body;

  /** A function that runs {@code body}. */
  public Native(Vm vm, Body body) {
    super(vm);
    this.body = body;
  }
}

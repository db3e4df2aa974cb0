package glasshouse.engine.script.vm;

/** A function: of Lua or of ours. */
public abstract sealed class Fn extends Ref permits Closure, Native {
  Fn(Vm vm) {
    super(vm);
  }

  @Override
  public int type() {
    return TFUNCTION;
  }

  @Override
  public String typename() {
    return "function";
  }
}

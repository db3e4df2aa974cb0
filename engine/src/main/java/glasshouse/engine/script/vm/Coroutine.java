package glasshouse.engine.script.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A coroutine: a stack of frames that stands still until it is resumed. No thread is behind it. */
public final class Coroutine extends Ref {
  /** What coroutine.status answers, in lower case. */
  public enum Status {
    /** Not started, or yielded. */
    SUSPENDED,
    /** Runs now. */
    RUNNING,
    /** Has resumed another one. */
    NORMAL,
    /** Returned, or failed. */
    DEAD
  }

  final Fn fn;
  Status status = Status.SUSPENDED;

  /** The frame that yielded; null before the start. */
  @Nullable Frame top;

  /** What was yielded, until resume picks it up. */
  Varargs passed = LuaValue.NONE;

  /** Number of Java calls below when it was resumed: only there may it yield. */
  int callDepth;

  /** The one that resumed it. */
  @Nullable Coroutine resumer;

  /** A coroutine that will run {@code fn}. */
  public Coroutine(Vm vm, Fn fn) {
    super(vm);
    this.fn = fn;
    vm.charge(256);
  }

  /** What coroutine.status answers. */
  public Status status() {
    return status;
  }

  @Override
  public int type() {
    return TTHREAD;
  }

  @Override
  public String typename() {
    return "thread";
  }
}

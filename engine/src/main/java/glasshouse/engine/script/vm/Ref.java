package glasshouse.engine.script.vm;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A value with an identity: table, function, coroutine. Its number stands where C Lua has an
 * address, so that hashing and printing are the same in every run.
 */
public abstract class Ref extends LuaValue {
  /** Addresses look like those of a 64-bit process, 64 bytes apart. */
  private static final long BASE = 0x7f0000000000L;

  final int id;

  /** Number of the memory walk that met it last. */
  int mark;

  Ref(Vm vm) {
    id = vm.nextId();
  }

  /** The text tostring() gives: type and address. */
  public final LuaString address() {
    return LuaString.valueOf(typename() + ": 0x" + Long.toHexString(BASE + id * 64L));
  }

  @Override
  public final int hashCode() {
    return id;
  }

  @Override
  public final boolean equals(Object other) {
    return this == other;
  }

  @Override
  public final String toString() {
    return address().tojstring();
  }
}

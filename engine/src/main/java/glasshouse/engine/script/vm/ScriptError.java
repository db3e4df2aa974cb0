package glasshouse.engine.script.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** An error that a script may catch: any Lua value, and where it was raised. */
public final class ScriptError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient LuaValue value;
  private final @Nullable String source;
  private final int line;

  /**
   * An error with this value.
   *
   * @param source the chunk it was raised in, such as {@code @user_script}; null when no script ran
   * @param line the line in it, -1 when it was raised by a library that a library had called
   */
  ScriptError(LuaValue value, @Nullable String source, int line) {
    super(null, null, false, false);
    this.value = value;
    this.source = source;
    this.line = line;
  }

  /** What the script threw. */
  public LuaValue value() {
    return value;
  }

  /** The chunk, or null. */
  public @Nullable String source() {
    return source;
  }

  /** The line. */
  public int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return String.valueOf(value);
  }
}

package glasshouse.engine.script.library;

import glasshouse.engine.script.ScriptFlags;
import glasshouse.engine.script.vm.Fn;
import glasshouse.engine.script.vm.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A library that was loaded: its text, and the functions it has registered. */
public final class Library {
  /**
   * A function.
   *
   * @param name as it was registered; callers may write it in any case
   * @param code what is called with two tables, keys and arguments
   * @param description what its author says of it, or null
   * @param flags what it promises and asks for
   */
  record Function(String name, Fn code, byte @Nullable [] description, ScriptFlags flags) {}

  private final String name;
  private final byte[] source;
  private final Table kept;
  private final Map<String, Function> functions = new LinkedHashMap<>();

  /** A library without functions yet; {@code kept} keeps their code alive in the machine. */
  Library(String name, byte[] source, Table kept) {
    this.name = name;
    this.source = source;
    this.kept = kept;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its text, with the first line. */
  public byte[] source() {
    return source;
  }

  /** Names of its functions, in the order of their registration. */
  public Iterable<String> functionNames() {
    return functions.keySet();
  }

  Map<String, Function> functions() {
    return functions;
  }

  Table kept() {
    return kept;
  }
}

package glasshouse.engine.script.library;

import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.script.ScriptFlags;
import glasshouse.engine.script.ScriptNode;
import glasshouse.engine.script.library.Library.Function;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of a node, or those that a dump brings and that may take their place. Names of
 * libraries differ in case, those of functions do not.
 */
public final class Libraries {
  private final ScriptNode node;
  private final LibraryEngine engine;
  private Map<String, Library> libraries = new LinkedHashMap<>();
  private Map<String, Function> functions = new LinkedHashMap<>();

  /** No libraries; {@code engine} loads those that come. */
  public Libraries(ScriptNode node, LibraryEngine engine) {
    this.node = node;
    this.engine = engine;
  }

  /** No libraries, on the same machine. */
  public Libraries fresh() {
    return new Libraries(node, engine);
  }

  /**
   * Loads a library.
   *
   * @param replace it may take the place of one of its name
   * @return its name
   * @throws ErrorReply when it cannot be loaded; then all is as it was
   */
  public String load(byte[] source, boolean replace) {
    LibraryHead head = LibraryHead.read(source);
    Library old = libraries.get(head.name());
    if (old != null && !replace) {
      throw new ErrorReply("ERR Library '" + head.name() + "' already exists");
    }
    Library loaded = engine.load(head, source, new LoadingCalls(node));
    for (Function function : loaded.functions().values()) {
      if (belongsToOther(function.name(), old)) {
        engine.free(loaded);
        throw exists(function);
      }
    }
    if (old != null) {
      delete(old.name());
    }
    add(loaded);
    return head.name();
  }

  private static ErrorReply exists(Function function) {
    return new ErrorReply("ERR Function " + function.name() + " already exists");
  }

  private boolean belongsToOther(String name, @Nullable Library old) {
    Function known = find(name);
    return known != null && (old == null || old.functions().get(known.name()) != known);
  }

  /** Of functions whose names differ only in case the first is found, as in Redis. */
  private void add(Library library) {
    libraries.put(library.name(), library);
    library.functions().forEach((name, function) -> functions.putIfAbsent(folded(name), function));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Removes a library; false when there is none of this name. */
  public boolean delete(String name) {
    Library library = libraries.remove(name);
    if (library == null) {
      return false;
    }
    functions.values().removeIf(f -> library.functions().get(f.name()) == f);
    engine.free(library);
    return true;
  }

  /** Removes all libraries. */
  public void clear() {
    libraries.values().forEach(engine::free);
    libraries.clear();
    functions.clear();
  }

  /** Those of {@code others} take the place of all of ours; {@code others} is of no more use. */
  public void adopt(Libraries others) {
    clear();
    libraries = others.libraries;
    functions = others.functions;
  }

  /**
   * Those of {@code others} join ours.
   *
   * @param replace they may take the places of ours of the same names
   * @throws ErrorReply when a name is taken; then all is as it was and {@code others} is freed
   */
  void join(Libraries others, boolean replace) {
    try {
      for (Library other : others.libraries.values()) {
        if (!replace && libraries.containsKey(other.name())) {
          throw new ErrorReply("ERR Library " + other.name() + " already exists");
        }
      }
      for (Library other : others.libraries.values()) {
        for (Function function : other.functions().values()) {
          if (staysTaken(function.name(), others)) {
            throw exists(function);
          }
        }
      }
    } catch (ErrorReply taken) {
      others.clear();
      throw taken;
    }
    others.libraries.keySet().forEach(this::delete);
    others.libraries.values().forEach(this::add);
  }

  /** True when a library of ours that {@code others} do not replace has this function. */
  private boolean staysTaken(String name, Libraries others) {
    Function known = find(name);
    if (known == null) {
      return false;
    }
    for (Library library : libraries.values()) {
      if (library.functions().get(known.name()) == known) {
        return !others.libraries.containsKey(library.name());
      }
    }
    return false;
  }

  /** The flags with which a function was registered; null when there is none of this name. */
  public @Nullable ScriptFlags flagsOf(String name) {
    Function known = find(name);
    return known == null ? null : known.flags();
  }

  @Nullable Function find(String name) {
    return functions.get(folded(name));
  }

  /** Calls of functions. */
  LibraryEngine engine() {
    return engine;
  }

  /** Number of functions. */
  public int functionCount() {
    return functions.size();
  }

  /** All libraries, in the order in which they were loaded. */
  public List<Library> all() {
    return new ArrayList<>(libraries.values());
  }

  /** The texts of all libraries, for dumps. */
  public List<byte[]> sources() {
    return libraries.values().stream().map(Library::source).toList();
  }

  /** Bytes the Lua machine holds. */
  public long memoryUsed() {
    return engine.memoryUsed();
  }
}

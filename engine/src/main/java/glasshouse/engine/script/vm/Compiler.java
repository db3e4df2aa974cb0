package glasshouse.engine.script.vm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** LuaJ's compiler, kept to Lua 5.1 by {@link Grammar} and {@link Lexer}. */
final class Compiler {
  private static final LuaString RENAMED = LuaString.valueOf(Lexer.GOTO);
  private static final LuaString GOTO = LuaString.valueOf("goto");

  private static final Pattern PLACE = Pattern.compile("(?s).*:(\\d+): ");

  private Compiler() {}

  /**
   * Compiles {@code source}; {@code chunkName} is as Lua wants it (at sign, equals sign or text).
   *
   * @param debugged whether stops and variables are to be those that a debugger of Lua 5.1 shows
   */
  static Prototype compile(byte[] source, String chunkName, boolean debugged) throws SyntaxError {
    String shownName = ChunkName.of(chunkName, ChunkName.READING);
    Grammar.Checked checked = Grammar.check(source, shownName, debugged);
    try {
      Prototype main = LuaC.instance.compile(new ByteArrayInputStream(checked.source()), chunkName);
      rename(main);
      checked.lines().apply(main);
      return main;
    } catch (LuaError e) {
      // LuaJ shortens the chunk's name in a way of its own, and counts the lines it was given.
      Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
      throw new SyntaxError(
          place.replaceFirst(
              found ->
                  Matcher.quoteReplacement(
                      shownName
                          + ":"
                          + checked.lines().line(Integer.parseInt(found.group(1)))
                          + ": ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rename(Prototype p) {
    for (int i = 0; i < p.k.length; i++) {
      LuaValue constant = p.k[i];
      if (constant instanceof LuaString s && s.raweq(RENAMED)) {
        p.k[i] = GOTO;
      }
    }
    for (var local : p.locvars) {
      if (local.varname.raweq(RENAMED)) {
        local.varname = GOTO;
      }
    }
    for (Prototype inner : p.p) {
      rename(inner);
    }
  }
}

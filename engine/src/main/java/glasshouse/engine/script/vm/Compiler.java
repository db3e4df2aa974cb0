package glasshouse.engine.script.vm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** LuaJ's compiler, kept to Lua 5.1 by {@link Grammar} and {@link Lexer}. */
final class Compiler {
  private static final LuaString RENAMED = LuaString.valueOf(Lexer.GOTO);
  private static final LuaString GOTO = LuaString.valueOf("goto");

  private Compiler() {}

  /**
   * Compiles {@code source}; {@code chunkName} is as Lua wants it (at sign, equals sign or text).
   */
  static Prototype compile(byte[] source, String chunkName) throws SyntaxError {
    byte[] plain = Grammar.check(source, ChunkName.of(chunkName));
    try {
      Prototype main = LuaC.instance.compile(new ByteArrayInputStream(plain), chunkName);
      rename(main);
      return main;
    } catch (LuaError e) {
      throw new SyntaxError(String.valueOf(e.getMessage()));
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

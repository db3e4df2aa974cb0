package glasshouse.engine.script.vm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** LuaJ's compiler, kept to Lua 5.1: its source is normalised first, its messages reworded. */
final class Compiler {
  private Compiler() {}

  static Prototype compile(byte[] source, String chunkName) throws SyntaxError {
    try {
      byte[] plain = Source51.normalise(source);
      return LuaC.instance.compile(new ByteArrayInputStream(plain), chunkName);
    } catch (LuaError e) {
      throw new SyntaxError(reworded(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where 5.2 and LuaJ say it differently. */
  private static String reworded(String message) {
    String text = message;
    if (text.endsWith("near <eof>")) {
      text = text.substring(0, text.length() - 5) + "'<eof>'";
    }
    return text.replace(": syntax error near", ": '=' expected near")
        .replace(": <eof> expected near", ": '<eof>' expected near");
  }
}

package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Libraries of functions as FUNCTION DUMP gives them and FUNCTION RESTORE takes them: each as in an
 * RDB, and behind them what ends every {@link DumpPayload}.
 */
public final class LibraryPayload {
  private LibraryPayload() {}

  /** The payload is none; the message is what FUNCTION RESTORE answers. */
  public static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    Damaged(String why) {
      super(why);
    }
  }

  /** The payload of libraries, given as source text. */
  public static byte[] of(List<byte[]> sources) {
    ValueWriter values = new ValueWriter(RdbFormat.REDIS_7);
    ByteBuilder out = new ByteBuilder(64);
    for (byte[] source : sources) {
      out.put(RdbType.FUNCTION_2);
      values.string(source, 0, source.length, out);
    }
    return DumpPayload.sealed(out);
  }

  /**
   * Hands the libraries of a payload to {@code each}, one after the other.
   *
   * @throws Damaged when the payload is damaged or of something else
   */
  public static void read(byte[] payload, Consumer<byte[]> each) throws Damaged {
    if (!DumpPayload.isIntact(payload)) {
      throw new Damaged("DUMP payload version or checksum are wrong");
    }
    RdbInput in = new RdbInput();
    // Redis, too, lets the last item read on into version and checksum.
    in.window(payload, 0, payload.length, 0);
    while (in.offset() < payload.length - DumpPayload.FOOTER) {
      switch (in.u8()) {
        case RdbType.FUNCTION_2 -> each.accept(string(in, "library payload"));
        case RdbType.FUNCTION_PRE_GA -> each.accept(oldSource(in));
        default -> throw new Damaged("given type is not a function");
      }
    }
  }

  private static byte[] oldSource(RdbInput in) throws Damaged {
    byte[] name = string(in, "library name");
    byte[] engine = string(in, "engine name");
    try {
      if (in.length() != 0) {
        string(in, "library description");
      }
    } catch (RdbInput.Incomplete | RdbException _) {
      throw new Damaged("Failed loading library description indicator");
    }
    return source(name, engine, string(in, "library blob"));
  }

  private static byte[] string(RdbInput in, String what) throws Damaged {
    try {
      return in.string();
    } catch (RdbInput.Incomplete | RdbException _) {
      throw new Damaged("Failed loading " + what);
    }
  }

  /** A library as release candidates of 7.0 saved it, with the first line it lacks. */
  static byte[] source(byte[] name, byte[] engine, byte[] code) {
    ByteBuilder source = new ByteBuilder(code.length + 32);
    source.latin("#!").put(engine).latin(" name=").put(name).latin("\n").put(code);
    return source.toByteArray();
  }
}

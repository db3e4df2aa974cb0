package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.bytes;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.CFormat;
import glasshouse.engine.script.vm.Num;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** string.format: C's printf without length modifiers, and %q. */
final class StringFormat {
  private static final String FLAGS = "-+ #0";
  private static final int LONG_TEXT = 100;

  private final Args args;
  private final byte[] format;
  private final ByteBuilder out = new ByteBuilder(64);
  private int at;
  private int argument = 1;

  private String flags = "";
  private int width;
  private int precision;

  private StringFormat(Args args) {
    this.args = args;
    this.format = bytes(args.string(1));
  }

  static Varargs format(Args args) {
    StringFormat f = new StringFormat(args);
    f.run();
    args.vm().charge(f.out.length());
    return LuaString.valueUsing(f.out.toByteArray());
  }

  private int next() {
    return at < format.length ? format[at] & 0xff : 0;
  }

  private void run() {
    while (at < format.length) {
      int c = format[at++];
      if (c != '%') {
        out.put(c);
      } else if (next() == '%') {
        out.put('%');
        at++;
      } else {
        directive();
      }
    }
  }

  private void directive() {
    argument++;
    if (argument > args.count()) {
      throw args.bad(argument, "no value");
    }
    int start = at;
    while (FLAGS.indexOf(next()) >= 0 && next() != 0) {
      at++;
    }
    flags = Bytes.text(java.util.Arrays.copyOfRange(format, start, at));
    if (flags.length() > FLAGS.length()) {
      throw args.vm().error("invalid format (repeated flags)");
    }
    width = twoDigits();
    precision = -1;
    if (next() == '.') {
      at++;
      precision = Math.max(0, twoDigits());
    }
    if (isDigit(next())) {
      throw args.vm().error("invalid format (width or precision too long)");
    }
    int kind = next();
    at++;
    convert(kind);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int twoDigits() {
    int value = -1;
    for (int i = 0; i < 2 && isDigit(next()); i++) {
      value = Math.max(0, value) * 10 + next() - '0';
      at++;
    }
    return value;
  }

  private void convert(int kind) {
    switch (kind) {
      case 'c' -> character((int) args.number(argument));
      case 'd', 'i' -> decimal(Num.toLong(args.number(argument)));
      case 'u' -> digits(Long.toUnsignedString(unsigned()), "");
      case 'o' -> {
        String octal = Long.toOctalString(unsigned());
        digits(flags.contains("#") && !octal.startsWith("0") ? "0" + octal : octal, "");
      }
      case 'x' -> hex(Long.toHexString(unsigned()), "0x");
      case 'X' -> hex(Long.toHexString(unsigned()).toUpperCase(Locale.ROOT), "0X");
      case 'e', 'E', 'f', 'g', 'G' -> real(kind, args.number(argument));
      case 'q' -> quoted(args.string(argument));
      case 's' -> text(args.string(argument));
      default -> {
        String shown = kind == 0 ? "" : String.valueOf((char) kind);
        throw args.vm().error("invalid option '%" + shown + "' to 'format'");
      }
    }
  }

  private void character(int c) {
    byte b = (byte) c;
    if (b != 0) {
      pad(new byte[] {b});
    } else if (!flags.contains("-")) {
      out.latin(" ".repeat(Math.max(0, width - 1)));
    }
  }

  private long unsigned() {
    double d = args.number(argument);
    return d >= 0x1p63 ? Num.toLong(d - 0x1p63) ^ Long.MIN_VALUE : Num.toLong(d);
  }

  private void decimal(long v) {
    String digits = v < 0 ? Long.toString(v).substring(1) : Long.toString(v);
    digits(digits, v < 0 ? "-" : plus());
  }

  private String plus() {
    return flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
  }

  private void hex(String digits, String prefix) {
    digits(digits, flags.contains("#") && !digits.equals("0") ? prefix : "");
  }

  private void digits(String digits, String sign) {
    String body = digits;
    if (precision == 0 && digits.equals("0")) {
      body = "";
    } else if (precision > digits.length()) {
      body = "0".repeat(precision - digits.length()) + digits;
    }
    number(sign, body, precision < 0);
  }

  private void real(int kind, double d) {
    int digits = precision < 0 ? 6 : precision;
    boolean keep = flags.contains("#");
    String body =
        switch (kind) {
          case 'e', 'E' -> CFormat.scientific(d, digits);
          case 'f' -> CFormat.fixed(d, digits);
          default -> CFormat.general(d, digits, keep);
        };
    if (kind == 'E' || kind == 'G') {
      body = body.toUpperCase(Locale.ROOT);
    }
    boolean finite = Double.isFinite(d);
    if (!body.startsWith("-")) {
      number(plus(), body, finite);
    } else {
      number(isPositiveNan(d) ? plus() : "-", body.substring(1), finite);
    }
  }

  private boolean isPositiveNan(double d) {
    return Double.isNaN(d) && Num.toNumber(args.get(argument)) == Num.POSITIVE_NAN;
  }

  private void number(String sign, String body, boolean mayZeroPad) {
    int missing = width - sign.length() - body.length();
    if (missing > 0 && mayZeroPad && flags.contains("0") && !flags.contains("-")) {
      out.latin(sign).latin("0".repeat(missing)).latin(body);
    } else {
      pad(Bytes.of(sign + body));
    }
  }

  private void pad(byte[] body) {
    String space = " ".repeat(Math.max(0, width - body.length));
    if (flags.contains("-")) {
      out.put(body).latin(space);
    } else {
      out.latin(space).put(body);
    }
  }

  /** A long text goes as it is; a short one as C does it, up to a zero byte. */
  private void text(LuaString s) {
    if (precision < 0 && s.m_length >= LONG_TEXT) {
      args.vm().charge(s.m_length);
      StringLib.put(out, s);
      return;
    }
    int length = 0;
    int most = precision < 0 ? s.m_length : Math.min(precision, s.m_length);
    while (length < most && s.luaByte(length) != 0) {
      length++;
    }
    pad(bytes(s.substring(0, length)));
  }

  private void quoted(LuaString s) {
    args.vm().charge(s.m_length);
    out.put('"');
    for (int i = 0; i < s.m_length; i++) {
      int c = s.luaByte(i);
      switch (c) {
        case '"', '\\', '\n' -> out.put('\\').put(c);
        case '\r' -> out.latin("\\r");
        case 0 -> out.latin("\\000");
        default -> out.put(c);
      }
    }
    out.put('"');
  }
}

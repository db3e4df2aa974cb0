package glasshouse.engine.config;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An integer between bounds; some are bytes with units, or octal. */
public final class NumberParameter extends Parameter {
  enum Unit {
    PLAIN,
    MEMORY,
    /** Bytes, or a percentage kept as a negative number. */
    MEMORY_OR_PERCENT,
    OCTAL
  }

  private static final String LARGEST = Long.toString(Long.MAX_VALUE);

  private final Unit unit;
  private final long normal;
  private final long min;
  private final long max;
  private long floor = Long.MIN_VALUE;
  private long ceiling = Long.MAX_VALUE;
  private boolean unsigned;
  private long value;

  NumberParameter(String names, Unit unit, long normal, long min, long max, Mark... marks) {
    super(names, marks);
    this.unit = unit;
    this.normal = normal;
    this.min = min;
    this.max = max;
    value = normal;
  }

  /** Values beyond these are accepted and cut back silently, as Redis does with hz. */
  NumberParameter cutTo(long low, long high) {
    floor = low;
    ceiling = high;
    return this;
  }

  /** Redis has more room for this one: values beyond a long are accepted, and cut back. */
  NumberParameter unsigned() {
    unsigned = true;
    return this;
  }

  /** The value; a percentage is negative. */
  public long value() {
    return value;
  }

  /** The value of a parameter whose bounds are those of an int. */
  public int intValue() {
    return (int) value;
  }

  /** Sets the value without asking bounds or hooks. */
  public void value(long newValue) {
    value = newValue;
  }

  @Override
  public String text() {
    return switch (unit) {
      case PLAIN, MEMORY -> Long.toString(value);
      case MEMORY_OR_PERCENT -> value < 0 ? -value + "%" : Long.toString(value);
      case OCTAL -> Long.toOctalString(value);
    };
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    String word = words.getFirst();
    boolean percent = unit == Unit.MEMORY_OR_PERCENT && word.endsWith("%");
    long parsed;
    if (percent) {
      String digits = word.substring(0, word.length() - 1);
      if (!isInteger(digits) || digits.startsWith("-")) {
        return "argument must be a memory or percent value";
      }
      parsed = -integer(digits);
    } else if (unit == Unit.MEMORY || unit == Unit.MEMORY_OR_PERCENT) {
      parsed = memory(word);
      if (parsed < 0) {
        return unit == Unit.MEMORY
            ? "argument must be a memory value"
            : "argument must be a memory or percent value";
      }
      if (parsed == Long.MAX_VALUE && !unsigned && !word.equals(LARGEST)) {
        return unit == Unit.MEMORY ? outOfBounds() : tooManyPercent();
      }
    } else if (unit == Unit.OCTAL) {
      if (word.isEmpty()
          || word.length() > 20
          || !word.chars().allMatch(c -> c >= '0' && c < '8')) {
        return "argument couldn't be parsed as an octal number";
      }
      parsed = Long.parseLong(word, 8);
    } else if (isInteger(word)) {
      parsed = integer(word);
    } else {
      return "argument couldn't be parsed into an integer";
    }
    return accept(parsed, percent);
  }

  private @Nullable String accept(long parsed, boolean percent) {
    if (percent && parsed < min) {
      return tooManyPercent();
    }
    if (parsed < min || parsed > max) {
      return outOfBounds();
    }
    value = Math.clamp(parsed, floor, ceiling);
    return null;
  }

  private String tooManyPercent() {
    return "percentage argument must be less or equal to " + -min;
  }

  private String outOfBounds() {
    boolean octal = unit == Unit.OCTAL;
    String low = octal ? Long.toOctalString(min) : Long.toString(min);
    String high = octal ? Long.toOctalString(max) : Long.toString(max);
    return "argument must be between " + low + " and " + high + " inclusive";
  }

  private static boolean isInteger(String word) {
    byte[] bytes = Bytes.of(word);
    return Numbers.isLong(bytes, 0, bytes.length);
  }

  private static long integer(String word) {
    byte[] bytes = Bytes.of(word);
    return Numbers.parseLong(bytes, 0, bytes.length);
  }

  /**
   * Bytes from digits and a unit, k, m and g being powers of 1000, kb, mb and gb of 1024; more than
   * a long holds is its largest value. Negative when it is no such thing.
   */
  static long memory(String word) {
    int digits = 0;
    while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
      digits++;
    }
    long factor =
        switch (word.substring(digits).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1;
          case "k" -> 1000;
          case "kb" -> 1 << 10;
          case "m" -> 1_000_000;
          case "mb" -> 1 << 20;
          case "g" -> 1_000_000_000;
          case "gb" -> 1 << 30;
          default -> -1;
        };
    if (factor < 0) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits; i++) {
      number = saturated(number, 10);
      number = number > Long.MAX_VALUE - 9 ? Long.MAX_VALUE : number + word.charAt(i) - '0';
    }
    return saturated(number, factor);
  }

  private static long saturated(long number, long factor) {
    return Math.multiplyHigh(number, factor) != 0 || number * factor < 0
        ? Long.MAX_VALUE
        : number * factor;
  }

  @Override
  String fileText() {
    return unit == Unit.MEMORY || (unit == Unit.MEMORY_OR_PERCENT && value >= 0)
        ? withUnit(value)
        : text();
  }

  /** Bytes with the largest unit that divides them. */
  static String withUnit(long bytes) {
    if (bytes != 0 && bytes % (1 << 30) == 0) {
      return bytes / (1 << 30) + "gb";
    }
    if (bytes != 0 && bytes % (1 << 20) == 0) {
      return bytes / (1 << 20) + "mb";
    }
    return bytes != 0 && bytes % (1 << 10) == 0 ? bytes / (1 << 10) + "kb" : Long.toString(bytes);
  }

  @Override
  boolean isDefault() {
    return value == normal;
  }
}

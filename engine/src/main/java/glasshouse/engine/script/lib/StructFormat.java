package glasshouse.engine.script.lib;

import glasshouse.engine.script.vm.Args;
import org.luaj.vm2.LuaString;

/** Reads the options of a struct format one by one: letter, size, byte order, alignment. */
final class StructFormat {
  private static final int MAX_INTEGER = 32;
  private static final int DEFAULT_ALIGNMENT = 8;

  private final Args args;
  private final LuaString format;
  private int at;
  private char option;
  private int size;
  private boolean bigEndian;
  private int alignment = 1;

  StructFormat(Args args) {
    this.args = args;
    this.format = args.string(1);
  }

  /** Moves to the next option; false at the end (or at a zero byte). */
  boolean next() {
    if (at >= format.m_length || format.luaByte(at) == 0) {
      return false;
    }
    option = (char) format.luaByte(at++);
    size =
        switch (option) {
          case 'B', 'b', 'x' -> 1;
          case 'H', 'h' -> 2;
          case 'L', 'l', 'T', 'd' -> 8;
          case 'f' -> 4;
          case 'c' -> number(1);
          case 'i', 'I' -> integerSize();
          default -> 0;
        };
    return true;
  }

  private int integerSize() {
    int wanted = number(4);
    if (wanted > MAX_INTEGER) {
      throw args.vm().error("integral size " + wanted + " is larger than limit of " + MAX_INTEGER);
    }
    return wanted;
  }

  private int number(int otherwise) {
    if (at >= format.m_length || !isDigit(format.luaByte(at))) {
      return otherwise;
    }
    long value = 0;
    while (at < format.m_length && isDigit(format.luaByte(at))) {
      value = value * 10 + format.luaByte(at++) - '0';
      if (value > Integer.MAX_VALUE) {
        throw args.vm().error("integral size overflow");
      }
    }
    return (int) value;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  char option() {
    return option;
  }

  int size() {
    return size;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  boolean isAlphanumeric() {
    return isDigit(option) || (option >= 'a' && option <= 'z') || (option >= 'A' && option <= 'Z');
  }

  /** Bytes to leave free so that the option stands at a multiple of its size. */
  int padding(int position) {
    if (size == 0 || option == 'c') {
      return 0;
    }
    int unit = Math.min(size, alignment);
    return (unit - (position & (unit - 1))) & (unit - 1);
  }

  /** An option that changes how the others are read. */
  void control() {
    switch (option) {
      case ' ' -> {}
      case '>' -> bigEndian = true;
      case '<' -> bigEndian = false;
      case '!' -> {
        int wanted = number(DEFAULT_ALIGNMENT);
        if (wanted <= 0 || Integer.bitCount(wanted) != 1) {
          throw args.vm().error("alignment " + wanted + " is not a power of 2");
        }
        alignment = wanted;
      }
      default -> throw args.bad(1, "invalid format option '" + option + "'");
    }
  }
}

package glasshouse.engine.command.hyperloglog;

import glasshouse.engine.resp.ErrorReply;

/**
 * The sparse form: behind the header, runs of equal registers. A run is a byte {@code 00llllll} (1
 * to 64 zeros), two bytes {@code 01llllll llllllll} (1 to 16384 zeros), or a byte {@code 1vvvvvll}
 * (1 to 4 registers of value 1 to 32).
 */
final class Sparse {
  /** Highest value of a register in this form. */
  static final int VALUE_MAX = 32;

  /** Bytes that a raised register may need in addition. */
  static final int GROWTH = 3;

  private static final int ZERO_MAX = 64;
  private static final int VALUE_RUN_MAX = 4;

  /** Runs that are looked at for joining after a change. */
  private static final int JOIN = 5;

  /** Takes one run of equal registers. */
  @FunctionalInterface
  interface Visitor {
    void run(int first, int length, int value);
  }

  private final byte[] bytes;
  private int end;
  private int at;
  private int next;
  private int first;
  private int length;
  private int value;

  /** The runs of a string of {@code size} bytes in an array that has room for more. */
  Sparse(byte[] bytes, int size) {
    this.bytes = bytes;
    end = size;
    next = Hll.HEADER;
  }

  /** Size of the string now. */
  int size() {
    return end;
  }

  /** Goes to the next run; false behind the last one. */
  private boolean advance() {
    at = next;
    first += length;
    if (at >= end) {
      return false;
    }
    read();
    return true;
  }

  private void read() {
    int code = bytes[at] & 0xFF;
    if (code >= 0x80) {
      length = (code & 3) + 1;
      value = (code >> 2 & 0x1F) + 1;
    } else if (code >= 0x40) {
      length = ((code & 0x3F) << 8 | (at + 1 < end ? bytes[at + 1] & 0xFF : 0)) + 1;
      value = 0;
    } else {
      length = code + 1;
      value = 0;
    }
    next = at + (code >= 0x40 && code < 0x80 ? 2 : 1);
  }

  private boolean isLong(int place) {
    return (bytes[place] & 0xC0) == 0x40;
  }

  private boolean isValue(int place) {
    return bytes[place] < 0;
  }

  /**
   * Visits all runs.
   *
   * @throws ErrorReply when they are not runs of 16384 registers
   */
  void forEach(Visitor visitor) {
    while (advance()) {
      if (value > 0 && first + length > Hll.REGISTERS) {
        break;
      }
      visitor.run(first, length, value);
    }
    if (at < end || first != Hll.REGISTERS) {
      throw Hll.corrupted();
    }
  }

  /** The runs in words, as PFDEBUG DECODE shows them. */
  String words() {
    StringBuilder words = new StringBuilder();
    while (advance()) {
      words.append(words.isEmpty() ? "" : " ");
      if (value > 0) {
        words.append("v:").append(value).append(',').append(length);
      } else {
        words.append(isLong(at) ? "Z:" : "z:").append(length);
      }
    }
    return words.toString();
  }

  /** What became of a register that was to be raised. */
  enum Result {
    SAME,
    RAISED,
    /** The change needs more bytes than the sparse form may have; nothing was changed. */
    TOO_LARGE
  }

  /**
   * Raises a register to at least {@code count}, at most {@link #VALUE_MAX}.
   *
   * @param max most bytes of the string, when it grows
   * @throws ErrorReply when the register does not exist
   */
  Result raise(int register, int count, long max) {
    int before = Hll.HEADER;
    while (true) {
      int last = at;
      if (!advance() || next > end) {
        throw Hll.corrupted();
      }
      before = Math.max(Hll.HEADER, last);
      if (register < first + length) {
        break;
      }
    }
    if (value >= count) {
      return Result.SAME;
    }
    if (length == 1 && !isLong(at)) {
      putValue(at, count, 1);
    } else if (!split(register, count, max)) {
      return Result.TOO_LARGE;
    }
    join(before);
    return Result.RAISED;
  }

  /** Replaces the current run by up to three; false when the string would become too long. */
  private boolean split(int register, int count, long max) {
    byte[] runs = new byte[5];
    int used = putRun(runs, 0, register - first);
    runs[used++] = (byte) valueRun(count, 1);
    used = putRun(runs, used, first + length - 1 - register);
    int growth = used - (next - at);
    if (growth > 0 && end + (long) growth > max) {
      return false;
    }
    System.arraycopy(bytes, next, bytes, next + growth, end - next);
    System.arraycopy(runs, 0, bytes, at, used);
    end += growth;
    return true;
  }

  /** Adds a run of the current value if it has a length; returns where the next one goes. */
  private int putRun(byte[] runs, int to, int count) {
    if (count == 0) {
      return to;
    }
    if (value > 0) {
      runs[to] = (byte) valueRun(value, count);
    } else if (count > ZERO_MAX) {
      runs[to] = (byte) (0x40 | (count - 1) >> 8);
      runs[to + 1] = (byte) (count - 1);
      return to + 2;
    } else {
      runs[to] = (byte) (count - 1);
    }
    return to + 1;
  }

  private static int valueRun(int of, int count) {
    return 0x80 | (of - 1) << 2 | (count - 1);
  }

  private void putValue(int place, int of, int count) {
    bytes[place] = (byte) valueRun(of, count);
  }

  /** Joins runs of one value near a change, as many as Redis looks at. */
  private void join(int from) {
    int place = from;
    for (int left = JOIN; place < end && left > 0; left--) {
      if (!isValue(place)) {
        place += isLong(place) ? 2 : 1;
        continue;
      }
      int count = (bytes[place] & 3) + 1;
      boolean equal =
          place + 1 < end
              && isValue(place + 1)
              && (bytes[place] & 0x7C) == (bytes[place + 1] & 0x7C);
      int sum = equal ? count + (bytes[place + 1] & 3) + 1 : VALUE_RUN_MAX + 1;
      if (sum > VALUE_RUN_MAX) {
        place++;
        continue;
      }
      putValue(place + 1, (bytes[place] >> 2 & 0x1F) + 1, sum);
      System.arraycopy(bytes, place + 1, bytes, place, end - place - 1);
      end--;
    }
  }
}

package glasshouse.engine.script.lib;

import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A match of a Lua 5.1 pattern (which ends at its first zero byte) against a subject. */
final class LuaPattern {
  private static final int MAX_CAPTURES = 32;
  private static final int MAX_DEPTH = 1000;
  private static final int UNFINISHED = -1;
  private static final int POSITION = -2;
  private static final int NO_MATCH = -1;

  private final Vm vm;
  private final byte[] subject;
  private final byte[] pattern;
  private final int end;
  private final int[] starts = new int[MAX_CAPTURES];
  private final int[] lengths = new int[MAX_CAPTURES];
  private int captures;
  private int depth;

  LuaPattern(Vm vm, byte[] subject, byte[] pattern) {
    this.vm = vm;
    this.subject = subject;
    this.pattern = pattern;
    int zero = 0;
    while (zero < pattern.length && pattern[zero] != 0) {
      zero++;
    }
    this.end = zero;
  }

  /** Matches at {@code from}, the pattern from {@code patternFrom}: the end of the match, or -1. */
  int matchAt(int from, int patternFrom) {
    captures = 0;
    depth = 0;
    vm.work(1);
    return match(from, patternFrom);
  }

  private int match(int from, int patternFrom) {
    if (++depth > MAX_DEPTH) {
      throw vm.error("pattern too complex");
    }
    try {
      return steps(from, patternFrom);
    } finally {
      depth--;
    }
  }

  private int steps(int from, int patternFrom) {
    int s = from;
    int p = patternFrom;
    while (p < end) {
      int c = pattern[p];
      int after = p + 1 < end ? pattern[p + 1] : 0;
      if (c == '(') {
        return after == ')' ? open(s, p + 2, POSITION) : open(s, p + 1, UNFINISHED);
      }
      if (c == ')') {
        return close(s, p + 1);
      }
      if (c == '$' && p + 1 == end) {
        return s == subject.length ? s : NO_MATCH;
      }
      if (c == '%' && after == 'b') {
        s = balanced(s, p + 2);
        if (s == NO_MATCH) {
          return NO_MATCH;
        }
        p += 4;
        continue;
      }
      if (c == '%' && after == 'f') {
        p = frontier(s, p + 2);
        if (p == NO_MATCH) {
          return NO_MATCH;
        }
        continue;
      }
      if (c == '%' && after >= '0' && after <= '9') {
        s = backReference(s, after);
        if (s == NO_MATCH) {
          return NO_MATCH;
        }
        p += 2;
        continue;
      }
      int next = classEnd(p);
      int repeat = next < end ? pattern[next] : 0;
      switch (repeat) {
        case '?' -> {
          if (single(s, p, next)) {
            int rest = match(s + 1, next + 1);
            if (rest != NO_MATCH) {
              return rest;
            }
          }
          p = next + 1;
        }
        case '*' -> {
          return longest(s, p, next);
        }
        case '+' -> {
          return single(s, p, next) ? longest(s + 1, p, next) : NO_MATCH;
        }
        case '-' -> {
          return shortest(s, p, next);
        }
        default -> {
          if (!single(s, p, next)) {
            return NO_MATCH;
          }
          s++;
          p = next;
        }
      }
    }
    return s;
  }

  private int open(int s, int p, int kind) {
    if (captures >= MAX_CAPTURES) {
      throw vm.error("too many captures");
    }
    starts[captures] = s;
    lengths[captures] = kind;
    captures++;
    int result = match(s, p);
    if (result == NO_MATCH) {
      captures--;
    }
    return result;
  }

  private int close(int s, int p) {
    int which = captures - 1;
    while (which >= 0 && lengths[which] != UNFINISHED) {
      which--;
    }
    if (which < 0) {
      throw vm.error("invalid pattern capture");
    }
    lengths[which] = s - starts[which];
    int result = match(s, p);
    if (result == NO_MATCH) {
      lengths[which] = UNFINISHED;
    }
    return result;
  }

  private int balanced(int s, int p) {
    if (p + 1 >= end) {
      throw vm.error("unbalanced pattern");
    }
    if (s >= subject.length || subject[s] != pattern[p]) {
      return NO_MATCH;
    }
    int open = 1;
    for (int i = s + 1; i < subject.length; i++) {
      if (subject[i] == pattern[p + 1]) {
        if (--open == 0) {
          return i + 1;
        }
      } else if (subject[i] == pattern[p]) {
        open++;
      }
    }
    return NO_MATCH;
  }

  private int frontier(int s, int p) {
    if (p >= end || pattern[p] != '[') {
      throw vm.error("missing '[' after '%f' in pattern");
    }
    int next = classEnd(p);
    int before = s == 0 ? 0 : subject[s - 1] & 0xff;
    int here = s < subject.length ? subject[s] & 0xff : 0;
    return !inSet(before, p, next - 1) && inSet(here, p, next - 1) ? next : NO_MATCH;
  }

  private int backReference(int s, int digit) {
    int which = digit - '1';
    if (which < 0 || which >= captures || lengths[which] == UNFINISHED) {
      throw vm.error("invalid capture index");
    }
    int length = Math.max(0, lengths[which]);
    if (subject.length - s < length) {
      return NO_MATCH;
    }
    for (int i = 0; i < length; i++) {
      if (subject[starts[which] + i] != subject[s + i]) {
        return NO_MATCH;
      }
    }
    return s + length;
  }

  private int classEnd(int from) {
    int p = from;
    int c = pattern[p++];
    if (c == '%') {
      if (p >= end) {
        throw vm.error("malformed pattern (ends with '%')");
      }
      return p + 1;
    }
    if (c != '[') {
      return p;
    }
    if (p < end && pattern[p] == '^') {
      p++;
    }
    do {
      if (p >= end) {
        throw vm.error("malformed pattern (missing ']')");
      }
      if (pattern[p++] == '%' && p < end) {
        p++;
      }
    } while (p >= end || pattern[p] != ']');
    return p + 1;
  }

  private boolean single(int s, int p, int next) {
    if (s >= subject.length) {
      return false;
    }
    int c = subject[s] & 0xff;
    return switch (pattern[p]) {
      case '.' -> true;
      case '%' -> inClass(c, pattern[p + 1] & 0xff);
      case '[' -> inSet(c, p, next - 1);
      default -> (pattern[p] & 0xff) == c;
    };
  }

  private boolean inSet(int c, int open, int close) {
    int p = open + 1;
    boolean wanted = true;
    if (pattern[p] == '^') {
      wanted = false;
      p++;
    }
    for (; p < close; p++) {
      if (pattern[p] == '%') {
        p++;
        if (inClass(c, pattern[p] & 0xff)) {
          return wanted;
        }
      } else if (pattern[p + 1] == '-' && p + 2 < close) {
        if ((pattern[p] & 0xff) <= c && c <= (pattern[p + 2] & 0xff)) {
          return wanted;
        }
        p += 2;
      } else if ((pattern[p] & 0xff) == c) {
        return wanted;
      }
    }
    return !wanted;
  }

  static boolean inClass(int c, int letter) {
    boolean upper = letter >= 'A' && letter <= 'Z';
    boolean isUpper = c >= 'A' && c <= 'Z';
    boolean isLower = c >= 'a' && c <= 'z';
    boolean isDigit = c >= '0' && c <= '9';
    boolean in;
    switch (upper ? letter + 32 : letter) {
      case 'a' -> in = isUpper || isLower;
      case 'c' -> in = c < 32 || c == 127;
      case 'd' -> in = isDigit;
      case 'l' -> in = isLower;
      case 'p' -> in = c > 32 && c < 127 && !isUpper && !isLower && !isDigit;
      case 's' -> in = c == ' ' || (c >= 9 && c <= 13);
      case 'u' -> in = isUpper;
      case 'w' -> in = isUpper || isLower || isDigit;
      case 'x' -> in = isDigit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      case 'z' -> in = c == 0;
      default -> {
        return letter == c;
      }
    }
    return in != upper;
  }

  private int longest(int s, int p, int next) {
    int count = 0;
    while (single(s + count, p, next)) {
      count++;
    }
    for (; count >= 0; count--) {
      vm.work(1);
      int result = match(s + count, next + 1);
      if (result != NO_MATCH) {
        return result;
      }
    }
    return NO_MATCH;
  }

  private int shortest(int from, int p, int next) {
    int s = from;
    while (true) {
      vm.work(1);
      int result = match(s, next + 1);
      if (result != NO_MATCH) {
        return result;
      }
      if (!single(s, p, next)) {
        return NO_MATCH;
      }
      s++;
    }
  }

  /** Number of captures. */
  int captures() {
    return captures;
  }

  /** Capture {@code i} from 0; the whole match stands for capture 0 when there is none. */
  LuaValue capture(int i, int from, int to) {
    if (i >= captures) {
      if (i == 0) {
        return text(from, to - from);
      }
      throw vm.error("invalid capture index");
    }
    if (lengths[i] == UNFINISHED) {
      throw vm.error("unfinished capture");
    }
    return lengths[i] == POSITION ? Num.of((long) starts[i] + 1) : text(starts[i], lengths[i]);
  }

  private LuaString text(int from, int length) {
    vm.charge(40 + length);
    return LuaString.valueOf(subject, from, length);
  }

  /** All captures; the whole match when there is none and {@code whole} says so. */
  Varargs all(int from, int to, boolean whole) {
    int count = captures == 0 && whole ? 1 : captures;
    LuaValue[] out = new LuaValue[count];
    for (int i = 0; i < count; i++) {
      out[i] = capture(i, from, to);
    }
    return LuaValue.varargsOf(out);
  }
}

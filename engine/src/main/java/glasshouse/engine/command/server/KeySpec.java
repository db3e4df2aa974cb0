package glasshouse.engine.command.server;

import glasshouse.engine.resp.Args;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where keys of a command stand and what becomes of them. */
final class KeySpec {
  private static final int[] NONE = {};
  private static final String UNKNOWN = "?";

  private final List<String> flags;
  private final String begin;
  private final String find;
  private final int rights;
  private final String keyword;
  private final int from;
  private final boolean counted;
  private final int[] numbers;

  private KeySpec(List<String> flags, String begin, String find) {
    this.flags = flags;
    this.begin = begin;
    this.find = find;
    rights = rights(flags);
    int slash = begin.indexOf('/');
    keyword = slash < 0 ? "" : begin.substring(0, slash).toUpperCase(Locale.ROOT);
    from = begin.equals(UNKNOWN) ? 0 : Integer.parseInt(begin.substring(slash + 1));
    counted = find.startsWith("#");
    numbers =
        find.equals(UNKNOWN)
            ? NONE
            : Arrays.stream(find.substring(counted ? 1 : 0).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
  }

  /** Reads {@code RW+insert 1 0,1,0}. */
  static KeySpec of(String text) {
    String[] parts = text.trim().split(" ");
    return new KeySpec(List.of(parts[0].split("\\+")), parts[1], parts[2]);
  }

  /** The words COMMAND INFO shows. */
  List<String> flags() {
    return flags;
  }

  /** {@code "3"}, {@code "KEYWORD/from"}, or {@code "?"} for what only the command knows. */
  String begin() {
    return begin;
  }

  /** {@code "last,step,limit"}, {@code "#count,first,step"}, or {@code "?"}. */
  String find() {
    return find;
  }

  /** Bits of {@link KeyUses#READ} and {@link KeyUses#WRITE}. */
  int rights() {
    return rights;
  }

  /** What flags say of reading and writing. */
  static int rights(List<String> flags) {
    int read = flags.contains("access") ? KeyUses.READ : 0;
    boolean writes =
        flags.contains("insert") || flags.contains("update") || flags.contains("delete");
    return writes ? read | KeyUses.WRITE : read;
  }

  /** False for a channel, which COMMAND shows as if it were a key. */
  boolean isKey() {
    return !flags.contains("not_key");
  }

  /** True when the options of the command say what becomes of the key. */
  boolean variable() {
    return flags.contains("variable_flags");
  }

  /** True when there may be keys that the spec does not find. */
  boolean incomplete() {
    return flags.contains("incomplete");
  }

  /** Where the first key stands; 0 when the keyword before it is not there, or nobody can say. */
  int first(Args args) {
    return keyword.isEmpty() ? from : behindKeyword(args);
  }

  /** True when only the command itself can tell where the keys are. */
  boolean unknown() {
    return numbers.length == 0;
  }

  /** First key, last key and step; empty when the arguments do not fit. */
  int[] range(Args args, int first) {
    return counted ? counted(args, first) : range(args, first, last(args, first), numbers[1]);
  }

  private int behindKeyword(Args args) {
    int step = from > 0 ? 1 : -1;
    int end = from > 0 ? args.count() - 1 : 1;
    int start = from > 0 ? from : args.count() + from;
    for (int i = start; i > 0 && i * step < end * step; i += step) {
      if (args.is(i, keyword)) {
        return i + 1;
      }
    }
    return 0;
  }

  private int last(Args args, int first) {
    int last = numbers[0];
    int limit = numbers[2];
    if (last >= 0) {
      return first + last;
    }
    return limit == 0 ? args.count() + last : first + (args.count() - first) / limit + last;
  }

  private int[] counted(Args args, int first) {
    int at = first + numbers[0];
    if (at >= args.count() || !args.isLong(at)) {
      return NONE;
    }
    long keys = args.longAt(at);
    if (keys < 1 || keys > args.count()) {
      return NONE;
    }
    int start = first + numbers[1];
    return range(args, start, start + ((int) keys - 1) * numbers[2], numbers[2]);
  }

  private static int[] range(Args args, int first, int last, int step) {
    return last >= args.count() || last < first || first >= args.count()
        ? NONE
        : new int[] {first, last, step};
  }
}

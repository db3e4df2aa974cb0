package glasshouse.engine.command.key;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words behind SORT key; each may be repeated, the last one counts. */
final class SortOptions {
  boolean descending;
  boolean alpha;
  long start;
  long count = -1;
  byte @Nullable [] by;
  final List<byte[]> gets = new ArrayList<>();
  int storeArgument;

  private SortOptions() {}

  /**
   * Reads them.
   *
   * @param readsAll whether the user may read any key, which patterns need
   */
  static SortOptions read(Args args, boolean mayStore, boolean readsAll) {
    SortOptions options = new SortOptions();
    for (int i = 2; i < args.count(); i++) {
      int left = args.count() - i - 1;
      if (args.is(i, "ASC")) {
        options.descending = false;
      } else if (args.is(i, "DESC")) {
        options.descending = true;
      } else if (args.is(i, "ALPHA")) {
        options.alpha = true;
      } else if (args.is(i, "LIMIT") && left >= 2) {
        options.start = args.longAt(i + 1);
        options.count = args.longAt(i + 2);
        i += 2;
      } else if (mayStore && args.is(i, "STORE") && left >= 1) {
        options.storeArgument = ++i;
      } else if (args.is(i, "BY") && left >= 1) {
        options.by = args.bytes(++i);
        if (!readsAll && !options.keepsOrder()) {
          throw denied("BY");
        }
      } else if (args.is(i, "GET") && left >= 1) {
        if (!readsAll) {
          throw denied("GET");
        }
        options.gets.add(args.bytes(++i));
      } else {
        throw ErrorReply.syntax();
      }
    }
    return options;
  }

  private static ErrorReply denied(String option) {
    return new ErrorReply(
        "ERR " + option + " option of SORT denied due to insufficient ACL permissions.");
  }

  /** True when BY names no place for the element: then the order is left as it is. */
  boolean keepsOrder() {
    byte[] pattern = by;
    if (pattern == null) {
      return false;
    }
    for (byte c : pattern) {
      if (c == '*') {
        return false;
      }
    }
    return true;
  }
}

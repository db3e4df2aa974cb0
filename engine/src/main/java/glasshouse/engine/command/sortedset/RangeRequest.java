package glasshouse.engine.command.sortedset;

import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.function.Consumer;

/**
 * What a range command asks for (t_zset.c, zrangeGenericCommand).
 *
 * <p>Order of checks: each option as it comes, LIMIT without BYSCORE or BYLEX, WITHSCORES with
 * BYLEX, the bounds, then the key.
 *
 * @param span the stretch in rising order
 * @param offset members of the stretch to leave out; negative leaves out all
 * @param limit most members; negative for no limit
 */
record RangeRequest(Span span, boolean reverse, boolean withScores, long offset, long limit) {
  /** Which options a command takes and which it has fixed. */
  enum Form {
    /** ZRANGE: all options. */
    ANY(By.OPEN, false),
    /** ZRANGESTORE: all but WITHSCORES. */
    STORE(By.OPEN, false),
    /** ZREVRANGE. */
    REVRANK(By.RANK, true),
    /** ZRANGEBYSCORE. */
    SCORE(By.SCORE, false),
    /** ZREVRANGEBYSCORE. */
    REVSCORE(By.SCORE, true),
    /** ZRANGEBYLEX. */
    LEX(By.LEX, false),
    /** ZREVRANGEBYLEX. */
    REVLEX(By.LEX, true);

    private final By by;
    private final boolean reverse;

    Form(By by, boolean reverse) {
      this.by = by;
      this.reverse = reverse;
    }
  }

  private enum By {
    OPEN,
    RANK,
    SCORE,
    LEX
  }

  /** The request in {@code args}, whose source key is argument {@code key}. */
  static RangeRequest parse(Args args, int key, Form form) {
    boolean open = form.by == By.OPEN;
    boolean reverse = form.reverse;
    boolean withScores = false;
    By by = form.by;
    long offset = 0;
    long limit = -1;
    for (int i = key + 3; i < args.count(); i++) {
      if (form != Form.STORE && args.is(i, "WITHSCORES")) {
        withScores = true;
      } else if (i + 2 < args.count() && args.is(i, "LIMIT")) {
        offset = args.longAt(i + 1);
        limit = args.longAt(i + 2);
        i += 2;
      } else if (open && !reverse && args.is(i, "REV")) {
        reverse = true;
      } else if (by == By.OPEN && args.is(i, "BYLEX")) {
        by = By.LEX;
      } else if (by == By.OPEN && args.is(i, "BYSCORE")) {
        by = By.SCORE;
      } else {
        throw ErrorReply.syntax();
      }
    }
    boolean ranks = by == By.OPEN || by == By.RANK;
    if (limit != -1 && ranks) {
      throw new ErrorReply(
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
    }
    if (withScores && by == By.LEX) {
      throw new ErrorReply("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
    }
    return new RangeRequest(
        span(args, key, by, reverse), reverse, withScores, ranks ? 0 : offset, limit);
  }

  private static Span span(Args args, int key, By by, boolean reverse) {
    int min = reverse ? key + 2 : key + 1;
    int max = reverse ? key + 1 : key + 2;
    return switch (by) {
      case OPEN, RANK -> Span.Ranks.parse(args, key + 1, key + 2, reverse);
      case SCORE -> Span.Scored.parse(args, min, max);
      case LEX -> Span.Named.parse(args, min, max);
    };
  }

  /** Rank of the first member to answer; the highest one when in reverse. */
  int first(SortedSetValue set) {
    if (offset < 0 || offset > set.size()) {
      return reverse ? -1 : set.size();
    }
    return (int) (reverse ? span.last(set) - 1 - offset : span.first(set) + offset);
  }

  /** Number of members to answer from {@code first} on. */
  int count(SortedSetValue set, int first) {
    int there = reverse ? first + 1 - span.first(set) : span.last(set) - first;
    return (int) Math.max(0, limit < 0 ? there : Math.min(limit, there));
  }

  void visit(SortedSetValue set, int first, int count, Consumer<SortedSetValue.Member> visitor) {
    if (reverse) {
      set.rangeDown(first, count, visitor);
    } else {
      set.range(first, count, visitor);
    }
  }
}

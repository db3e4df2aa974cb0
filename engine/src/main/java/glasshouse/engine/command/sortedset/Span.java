package glasshouse.engine.command.sortedset;

import glasshouse.engine.base.Reals;
import glasshouse.engine.keyspace.RankedList;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.Arrays;

/**
 * A stretch of a sorted set, asked for by rank, score or name. Its members are those of ranks
 * {@code first} (inclusive) to {@code last} (exclusive); none when {@code last <= first}.
 */
interface Span {
  /** Rank of the first member. */
  int first(SortedSetValue set);

  /** Rank behind the last member. */
  int last(SortedSetValue set);

  /** Number of members. */
  default int count(SortedSetValue set) {
    return Math.max(0, last(set) - first(set));
  }

  /** Ranks; negative ones count from the end. */
  record Ranks(long from, long to, boolean reverse) implements Span {
    static Ranks parse(Args args, int min, int max, boolean reverse) {
      return new Ranks(args.longAt(min), args.longAt(max), reverse);
    }

    @Override
    public int first(SortedSetValue set) {
      return reverse ? set.size() - 1 - end(set) : start(set);
    }

    @Override
    public int last(SortedSetValue set) {
      return reverse ? set.size() - start(set) : end(set) + 1;
    }

    private int start(SortedSetValue set) {
      return (int) Math.clamp(fromTheFront(from, set.size()), 0L, set.size());
    }

    private int end(SortedSetValue set) {
      return (int) Math.clamp(fromTheFront(to, set.size()), -1L, set.size() - 1L);
    }

    private static long fromTheFront(long rank, int size) {
      return rank < 0 ? rank + size : rank;
    }
  }

  /** Scores between two bounds, each of which may be excluded with a parenthesis. */
  record Scored(double min, boolean minOpen, double max, boolean maxOpen) implements Span {
    static Scored parse(Args args, int min, int max) {
      return new Scored(bound(args, min), open(args, min), bound(args, max), open(args, max));
    }

    private static boolean open(Args args, int i) {
      return args.length(i) > 0 && args.data()[args.offset(i)] == '(';
    }

    private static double bound(Args args, int i) {
      int skip = open(args, i) ? 1 : 0;
      double value = Reals.parseBound(args.data(), args.offset(i) + skip, args.length(i) - skip);
      if (Double.isNaN(value)) {
        throw new ErrorReply("ERR min or max is not a float");
      }
      return value;
    }

    @Override
    public int first(SortedSetValue set) {
      return set.countBelow(minOpen ? m -> m.score() <= min : m -> m.score() < min);
    }

    @Override
    public int last(SortedSetValue set) {
      return set.countBelow(maxOpen ? m -> m.score() < max : m -> m.score() <= max);
    }
  }

  /** Names between two bounds, in a set whose scores are all the same. */
  record Named(Bound min, Bound max) implements Span {
    static Named parse(Args args, int min, int max) {
      return new Named(Bound.parse(args, min), Bound.parse(args, max));
    }

    @Override
    public int first(SortedSetValue set) {
      return set.countBelow(min.before());
    }

    @Override
    public int last(SortedSetValue set) {
      return set.countBelow(max.upTo());
    }

    /**
     * One end: {@code -}, {@code +}, {@code [name} or {@code (name}.
     *
     * @param kind the character in front
     */
    record Bound(byte kind, byte[] name) {
      static Bound parse(Args args, int i) {
        byte[] text = args.bytes(i);
        byte kind = text.length == 0 ? 0 : text[0];
        boolean whole = text.length == 1 && (kind == '-' || kind == '+');
        if (!whole && kind != '[' && kind != '(') {
          throw new ErrorReply("ERR min or max not valid string range item");
        }
        return new Bound(kind, Arrays.copyOfRange(text, 1, text.length));
      }

      /** The members in front of a range that starts here. */
      RankedList.Below before() {
        return switch (kind) {
          case '-' -> m -> false;
          case '+' -> m -> true;
          case '(' -> m -> Arrays.compareUnsigned(m.key(), name) <= 0;
          default -> m -> Arrays.compareUnsigned(m.key(), name) < 0;
        };
      }

      /** The members up to the end of a range that ends here. */
      RankedList.Below upTo() {
        return switch (kind) {
          case '-' -> m -> false;
          case '+' -> m -> true;
          case '(' -> m -> Arrays.compareUnsigned(m.key(), name) < 0;
          default -> m -> Arrays.compareUnsigned(m.key(), name) <= 0;
        };
      }
    }
  }
}

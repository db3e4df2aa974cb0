package glasshouse.engine.command.sortedset;

import glasshouse.engine.base.Reals;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Counts;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A union, intersection or difference of sorted sets and sets, whose members count with score 1
 * (t_zset.c, zunionInterDiffGenericCommand). A score that is not a number becomes 0.
 *
 * <p>Order of checks: number of keys, types of the keys, then each option as it comes.
 */
final class Combination {
  /** What is asked for; decides which options are known. */
  enum Kind {
    UNION,
    INTER,
    CARDINALITY,
    DIFF
  }

  /** Takes one member of a result. */
  @FunctionalInterface
  interface Visitor {
    void accept(byte[] name, double score);
  }

  private enum Aggregate {
    SUM,
    MIN,
    MAX;

    double of(double a, double b) {
      return switch (this) {
        case SUM -> numberOrZero(a + b);
        case MIN -> b < a ? b : a;
        case MAX -> b > a ? b : a;
      };
    }
  }

  private static final class Input {
    final @Nullable Value value;
    double weight = 1;

    Input(@Nullable Value value) {
      this.value = value;
    }

    int size() {
      return switch (value) {
        case SortedSetValue sorted -> sorted.size();
        case SetValue set -> set.size();
        case null, default -> 0;
      };
    }

    /** The score of a member, NaN when there is none. */
    double score(byte[] name) {
      return switch (value) {
        case SortedSetValue sorted -> {
          SortedSetValue.Member member = sorted.find(name);
          yield member == null ? Double.NaN : member.score();
        }
        case SetValue set -> set.contains(name) ? 1 : Double.NaN;
        case null, default -> Double.NaN;
      };
    }

    void forEach(Visitor visitor) {
      switch (value) {
        case SortedSetValue sorted -> sorted.forEach(m -> visitor.accept(m.key(), m.score()));
        case SetValue set -> set.forEach(m -> visitor.accept(m, 1));
        case null, default -> {}
      }
    }
  }

  private final Kind kind;
  private final List<Input> inputs = new ArrayList<>();
  private Aggregate aggregate = Aggregate.SUM;
  private boolean withScores;
  private long limit = Long.MAX_VALUE;

  private Combination(Kind kind) {
    this.kind = kind;
  }

  /** The request whose number of keys is argument {@code at}: 2 when a destination precedes it. */
  static Combination parse(Call call, int at, Kind kind, String command) {
    Args args = call.args();
    long keys = args.longAt(at);
    if (keys < 1) {
      throw new ErrorReply("ERR at least 1 input key is needed for '" + command + "' command");
    }
    if (keys > args.count() - at - 1) {
      throw ErrorReply.syntax();
    }
    Combination asked = new Combination(kind);
    int end = at + 1 + (int) keys;
    for (int i = at + 1; i < end; i++) {
      asked.inputs.add(input(call, i));
    }
    for (int i = end; i < args.count(); ) {
      i = asked.option(args, i, at == 1);
    }
    if (kind != Kind.DIFF) {
      asked.inputs.sort(Comparator.comparingInt(Input::size));
    }
    return asked;
  }

  private static Input input(Call call, int i) {
    KeyEntry entry = call.lookup(i);
    Value value = entry == null ? null : entry.value();
    return switch (value) {
      case SortedSetValue sorted -> new Input(sorted);
      case SetValue set -> new Input(set);
      case null -> new Input(null);
      default -> throw ErrorReply.wrongType();
    };
  }

  /** Takes the option at argument {@code i}; returns where the next one starts. */
  private int option(Args args, int i, boolean answered) {
    int left = args.count() - i;
    boolean weighed = kind == Kind.UNION || kind == Kind.INTER;
    if (weighed && left >= inputs.size() + 1 && args.is(i, "WEIGHTS")) {
      for (int k = 0; k < inputs.size(); k++) {
        inputs.get(k).weight = weight(args, i + 1 + k);
      }
      return i + 1 + inputs.size();
    }
    if (weighed && left >= 2 && args.is(i, "AGGREGATE")) {
      aggregate = aggregate(args, i + 1);
      return i + 2;
    }
    if (answered && kind != Kind.CARDINALITY && args.is(i, "WITHSCORES")) {
      withScores = true;
      return i + 1;
    }
    if (kind == Kind.CARDINALITY && left >= 2 && args.is(i, "LIMIT")) {
      long given = Counts.atLeast(args, i + 1, 0, "LIMIT can't be negative");
      limit = given == 0 ? Long.MAX_VALUE : given;
      return i + 2;
    }
    throw ErrorReply.syntax();
  }

  private static double weight(Args args, int i) {
    double weight = Reals.parse(args.data(), args.offset(i), args.length(i));
    if (Double.isNaN(weight)) {
      throw new ErrorReply("ERR weight value is not a float");
    }
    return weight;
  }

  private static Aggregate aggregate(Args args, int i) {
    for (Aggregate known : Aggregate.values()) {
      if (args.is(i, known.name())) {
        return known;
      }
    }
    throw ErrorReply.syntax();
  }

  boolean withScores() {
    return withScores;
  }

  /** The result as a new sorted set of the large form, as Redis builds it: a -0 stays one. */
  SortedSetValue result(ValueRules rules) {
    SortedSetValue made = SortedSetValue.large(rules);
    switch (kind) {
      case UNION -> union(made);
      case INTER, CARDINALITY -> intersect(made::put);
      case DIFF -> subtract(made);
    }
    return made;
  }

  private void union(SortedSetValue made) {
    for (Input input : inputs) {
      input.forEach(
          (name, score) -> {
            double weighed = numberOrZero(input.weight * score);
            SortedSetValue.Member known = made.find(name);
            if (known == null) {
              made.put(name, weighed);
            } else {
              // A score of 0 replaces one of -0, to which it is equal.
              double sum = aggregate.of(known.score(), weighed);
              if (sum == 0 && known.score() == 0) {
                made.remove(name);
                made.put(name, sum);
              } else {
                made.rescore(known, sum);
              }
            }
          });
    }
  }

  /** Visits the members that all inputs have, with their scores put together. */
  void intersect(Visitor visitor) {
    Input smallest = inputs.getFirst();
    long[] left = {limit};
    smallest.forEach(
        (name, score) -> {
          double sum = left[0] > 0 ? common(smallest, name, score) : Double.NaN;
          if (!Double.isNaN(sum)) {
            left[0]--;
            visitor.accept(name, sum);
          }
        });
  }

  /** The joint score of a member of the smallest input, NaN when another input lacks it. */
  private double common(Input smallest, byte[] name, double score) {
    double sum = numberOrZero(smallest.weight * score);
    for (int i = 1; i < inputs.size(); i++) {
      Input other = inputs.get(i);
      double theirs = other.score(name);
      if (Double.isNaN(theirs)) {
        return Double.NaN;
      }
      sum = aggregate.of(sum, other.weight * theirs);
    }
    return sum;
  }

  private void subtract(SortedSetValue made) {
    List<Input> others = inputs.subList(1, inputs.size());
    inputs
        .getFirst()
        .forEach(
            (name, score) -> {
              for (Input other : others) {
                if (!Double.isNaN(other.score(name))) {
                  return;
                }
              }
              made.put(name, score);
            });
  }

  private static double numberOrZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}

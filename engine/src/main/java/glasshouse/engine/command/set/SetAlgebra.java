package glasshouse.engine.command.set;

import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.SetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Intersection, union and difference of the sets that a command names. A missing key is empty. */
final class SetAlgebra {
  private SetAlgebra() {}

  /**
   * The sets under {@code count} keys from argument {@code first} on, empty ones for missing keys.
   *
   * @throws glasshouse.engine.resp.ErrorReply WRONGTYPE when one of them is no set
   */
  static List<SetValue> read(Call call, int first, int count) {
    List<SetValue> sets = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      SetValue set = call.read(i, SetValue.class);
      sets.add(set == null ? new SetValue(call.db().rules()) : set);
    }
    return sets;
  }

  /** Visits the common members, at most {@code limit} of them, in the order of the smallest set. */
  static void intersect(List<SetValue> sets, long limit, Consumer<byte[]> visitor) {
    List<SetValue> rising = new ArrayList<>(sets);
    rising.sort(Comparator.comparingInt(SetValue::size));
    SetValue smallest = rising.removeFirst();
    long[] left = {limit};
    smallest.forEach(
        m -> {
          if (left[0] > 0 && inAll(rising, smallest, m)) {
            left[0]--;
            visitor.accept(m);
          }
        });
  }

  private static boolean inAll(List<SetValue> sets, SetValue known, byte[] member) {
    for (int i = 0; i < sets.size(); i++) {
      SetValue set = sets.get(i);
      if (set != known && !set.contains(member)) {
        return false;
      }
    }
    return true;
  }

  static SetValue union(Call call, int first, int count) {
    SetValue all = new SetValue(call.db().rules());
    for (SetValue set : read(call, first, count)) {
      set.forEach(all::add);
    }
    return all;
  }

  /** The first set without the members of the others. */
  static SetValue difference(Call call, int first, int count) {
    List<SetValue> sets = read(call, first, count);
    SetValue from = sets.removeFirst();
    SetValue rest = new SetValue(call.db().rules());
    from.forEach(
        m -> {
          if (inNone(sets, m)) {
            rest.add(m);
          }
        });
    return rest;
  }

  private static boolean inNone(List<SetValue> sets, byte[] member) {
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).contains(member)) {
        return false;
      }
    }
    return true;
  }
}

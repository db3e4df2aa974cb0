package glasshouse.engine.fuzz;

import glasshouse.engine.replication.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * All that decides a run. As text it is one word, for example {@code 4.0.1/4/1234}, or {@code
 * 4.0.1/4/1234/3,17-19} for a run in which only some acts are carried out.
 *
 * @param era the release whose behaviour the nodes show, see docs/eras.md
 * @param nodes how many there are, 2 to 9
 * @param number decides all chance
 * @param kept numbers of the acts that are carried out, in order; all when empty
 */
public record Seed(String era, int nodes, long number, List<Integer> kept) {
  private static final int MOST_ACTS = 100_000;

  /** Sorts and copies the list. */
  public Seed {
    if (nodes < 2 || nodes > 9) {
      throw new IllegalArgumentException("a cluster has 2 to 9 nodes, not " + nodes);
    }
    kept = List.copyOf(new TreeSet<>(kept));
  }

  /** A run of all its acts. */
  public static Seed of(String era, int nodes, long number) {
    return new Seed(era, nodes, number, List.of());
  }

  /** The same run with only these acts. */
  public Seed keeping(List<Integer> acts) {
    return new Seed(era, nodes, number, acts);
  }

  /** The same run on nodes of another era. */
  public Seed among(String other) {
    return new Seed(other, nodes, number, kept);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is none, saying what was expected
   */
  public static Seed parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 3 || parts.length == 4) {
        return new Seed(
            parts[0],
            Integer.parseInt(parts[1]),
            Long.parseLong(parts[2]),
            parts.length == 3 ? List.of() : numbers(parts[3]));
      }
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(wrongly(text), wrong);
    }
    throw new IllegalArgumentException(wrongly(text));
  }

  /**
   * The same, of an era that is known: a seed that can be played.
   *
   * @throws IllegalArgumentException when it is none, saying what was expected
   */
  public static Seed known(String text) {
    Seed seed = parse(text);
    if (Profile.named(seed.era).isEmpty()) {
      throw new IllegalArgumentException(
          "unknown era '"
              + seed.era
              + "' in "
              + seed
              + "; known are "
              + String.join(", ", Profile.ALL.stream().map(Profile::name).toList()));
    }
    return seed;
  }

  private static String wrongly(String text) {
    return "'" + text + "' is not a seed; expected ERA/NODES/NUMBER, for example 7.0/4/1234";
  }

  private static List<Integer> numbers(String text) {
    List<Integer> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (ends.length > 2 || last < first || last > MOST_ACTS) {
        throw new NumberFormatException(part);
      }
      for (int i = first; i <= last; i++) {
        all.add(i);
      }
    }
    return all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(era).append('/').append(nodes).append('/').append(number);
    for (int i = 0; i < kept.size(); i++) {
      int last = i;
      while (last + 1 < kept.size() && kept.get(last + 1) == kept.get(last) + 1) {
        last++;
      }
      out.append(i == 0 ? '/' : ',').append(kept.get(i));
      if (last > i) {
        out.append('-').append(kept.get(last));
        i = last;
      }
    }
    return out.toString();
  }
}

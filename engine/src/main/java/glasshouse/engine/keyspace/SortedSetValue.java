package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set: members ordered by score, then by bytes, with rank in logarithmic time. One skip
 * list and one table serve all sizes; {@link #encoding} tells what Redis would use.
 */
public final class SortedSetValue implements Value {
  /** One member and its score. */
  public static final class Member extends Dict.Entry {
    double score;

    Member(byte[] name, double score) {
      super(name);
      this.score = score;
    }

    /** The score; never NaN. */
    public double score() {
      return score;
    }
  }

  private final ValueRules rules;
  private final Dict<Member> table;
  private final RankedList order;
  private boolean large;

  /** An empty sorted set. */
  public SortedSetValue(ValueRules rules) {
    this.rules = rules;
    this.table = new Dict<>(rules.seed);
    this.order = new RankedList(rules.seed);
  }

  /** Number of members. */
  public int size() {
    return table.size();
  }

  /** The member, or null. */
  public @Nullable Member find(byte[] member) {
    return table.find(member);
  }

  /** Sets the score of a member, keeping the array; true when the member is new. */
  public boolean put(byte[] member, double score) {
    Member found = table.find(member);
    if (found != null) {
      if (found.score != score) {
        order.remove(found);
        found.score = score;
        order.add(found);
      }
      return false;
    }
    Member made = new Member(member, score);
    table.insert(made);
    order.add(made);
    large |= member.length > rules.sortedSetMaxValue || size() > rules.sortedSetMaxEntries;
    return true;
  }

  /** Removes a member; true when it was there. */
  public boolean remove(byte[] member) {
    Member gone = table.remove(member);
    if (gone != null) {
      order.remove(gone);
    }
    return gone != null;
  }

  /** The member of rank {@code rank} (0 is the lowest); the rank exists. */
  public Member at(int rank) {
    return order.at(rank);
  }

  /** Rank of a member that is in the set, 0 being the lowest. */
  public int rank(Member member) {
    return order.countBelow(m -> compare(m, member) < 0);
  }

  /** Number of members from the lowest on for which {@code below} holds; it must be monotonic. */
  public int countBelow(RankedList.Below below) {
    return order.countBelow(below);
  }

  /** Visits {@code count} members in rising order from rank {@code from}. */
  public void range(int from, int count, Consumer<Member> visitor) {
    order.range(from, count, visitor);
  }

  /** Visits {@code count} members in falling order from rank {@code from} downwards. */
  public void rangeDown(int from, int count, Consumer<Member> visitor) {
    order.rangeDown(from, count, visitor);
  }

  /** Visits all members in rising order. */
  public void forEach(Consumer<Member> visitor) {
    order.range(0, size(), visitor);
  }

  /** One step of a scan, see {@link Dict#scan}; the listpack form is returned whole. */
  public long scan(long cursor, Consumer<Member> visitor) {
    if (large) {
      return table.scan(cursor, visitor);
    }
    forEach(visitor);
    return 0;
  }

  /** A random member; the set is not empty. */
  public Member random(RandomSource random) {
    return table.random(random);
  }

  @Override
  public String typeName() {
    return "zset";
  }

  @Override
  public String encoding() {
    return large ? "skiplist" : "listpack";
  }

  @Override
  public SortedSetValue copy() {
    SortedSetValue twin = new SortedSetValue(rules);
    forEach(m -> twin.put(m.key, m.score));
    twin.large |= large;
    return twin;
  }

  static int compare(Member a, Member b) {
    int byScore = Double.compare(a.score + 0.0, b.score + 0.0);
    return byScore != 0 ? byScore : Bytes.compare(a.key, b.key);
  }
}

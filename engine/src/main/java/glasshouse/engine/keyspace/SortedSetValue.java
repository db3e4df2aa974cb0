package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set: members ordered by score, then by bytes, with rank in logarithmic time. A small one
 * (listpack) is a sorted array that is searched from end to end; with more than {@link
 * ValueRules#sortedSetMaxEntries} members, or one longer than {@link ValueRules#sortedSetMaxValue},
 * a table finds members by name (skiplist). It never becomes small again.
 */
public final class SortedSetValue implements Value {
  /** One member and its score. */
  public static final class Member extends Dict.Entry {
    static final int WEIGHT = Heap.object(FIELDS + 8);

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

  private static final int WEIGHT = Heap.object(20);

  private final ValueRules rules;
  private final RankedList order = new RankedList();
  private @Nullable Dict<Member> table;

  /** Bytes of the arrays that members' names are kept in. */
  private long names;

  /** An empty sorted set. */
  public SortedSetValue(ValueRules rules) {
    this.rules = rules;
  }

  /**
   * An empty sorted set that is large already. Files are read into one, as the real server does, so
   * that a -0 of a large set survives; {@link #settle} then makes it small when it may be.
   */
  public static SortedSetValue large(ValueRules rules) {
    SortedSetValue made = new SortedSetValue(rules);
    made.enlarge();
    return made;
  }

  /** Number of members. */
  public int size() {
    return order.size();
  }

  /** The member, or null. */
  public @Nullable Member find(byte[] member) {
    return find(member, 0, member.length);
  }

  /** The member that the slice names, or null. */
  public @Nullable Member find(byte[] buffer, int offset, int length) {
    return find(buffer, offset, length, hash(buffer, offset, length));
  }

  private @Nullable Member find(byte[] buffer, int offset, int length, int hash) {
    return table != null
        ? table.find(buffer, offset, length, hash)
        : order.search(hash, buffer, offset, length);
  }

  private int hash(byte[] buffer, int offset, int length) {
    return Bytes.hash(buffer, offset, length, rules.seed);
  }

  /** Sets the score of a member, keeping the array; true when the member is new. */
  public boolean put(byte[] member, double score) {
    int hash = hash(member, 0, member.length);
    Member found = find(member, 0, member.length, hash);
    if (found != null) {
      rescore(found, score);
      return false;
    }
    insert(new Member(member, score), hash);
    return true;
  }

  /**
   * As {@link #put} for a member of a small set that is read as one: however long, it leaves the
   * set small. {@link #endPacked} follows the last.
   */
  public boolean putPacked(byte[] member, double score) {
    int hash = hash(member, 0, member.length);
    if (find(member, 0, member.length, hash) != null) {
      return false;
    }
    place(new Member(member, score), hash);
    return true;
  }

  /** Makes a set large that was read with more members than a small one may have. */
  public void endPacked() {
    if (size() > rules.sortedSetMaxEntries) {
      enlarge();
    }
  }

  /** Adds the slice, which is not a member yet, with a score; the slice is copied. */
  public void add(byte[] buffer, int offset, int length, double score) {
    byte[] name = Arrays.copyOfRange(buffer, offset, offset + length);
    insert(new Member(name, score), hash(name, 0, length));
  }

  private void insert(Member made, int hash) {
    if (table == null
        && (order.size() >= rules.sortedSetMaxEntries
            || made.key.length > rules.sortedSetMaxValue)) {
      enlarge();
    }
    place(made, hash);
  }

  /** Adds a member in whatever form the set has. */
  private void place(Member made, int hash) {
    if (table == null) {
      made.hash = hash;
      made.score += 0.0; // a listpack keeps -0 as the integer 0
    } else {
      table.insert(made, hash);
    }
    order.add(made);
    names += Heap.array(made.key.length);
  }

  /** Gives a set that has been read as a whole the small form when its members allow it. */
  public void settle() {
    if (size() > rules.sortedSetMaxEntries) {
      return;
    }
    for (int i = 0; i < size(); i++) {
      if (at(i).key.length > rules.sortedSetMaxValue) {
        return;
      }
    }
    table = null;
    forEach(m -> m.score += 0.0);
  }

  /** Gives it the form of a large set, as SORT does with each set that it reads. */
  public void enlarge() {
    if (table != null) {
      return;
    }
    Dict<Member> made = new Dict<>(rules.seed);
    order.range(0, order.size(), m -> made.insert(m, m.hash));
    table = made;
  }

  /** Gives {@code member}, which is in the set, another score. */
  public void rescore(Member member, double score) {
    if (member.score != score) {
      order.move(member, table == null ? score + 0.0 : score);
    }
  }

  /** Removes a member; true when it was there. */
  public boolean remove(byte[] member) {
    return remove(member, 0, member.length);
  }

  /** Removes the member that the slice names; true when it was there. */
  public boolean remove(byte[] buffer, int offset, int length) {
    Member gone = find(buffer, offset, length);
    if (gone != null) {
      remove(gone);
    }
    return gone != null;
  }

  /** Removes {@code member}, which is in the set. */
  public void remove(Member member) {
    if (table != null) {
      table.remove(member.key);
    }
    order.remove(member);
    names -= Heap.array(member.key.length);
  }

  /** The member of rank {@code rank} (0 is the lowest); the rank exists. */
  public Member at(int rank) {
    return order.at(rank);
  }

  /** Rank of a member that is in the set, 0 being the lowest. */
  public int rank(Member member) {
    return order.rank(member);
  }

  /** Number of members from the lowest on for which {@code below} holds; it must be monotonic. */
  public int countBelow(RankedList.Below below) {
    return order.countBelow(below);
  }

  /** Visits {@code count} members in rising order from rank {@code from}; it changes nothing. */
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
    if (table != null) {
      return table.scan(cursor, visitor);
    }
    forEach(visitor);
    return 0;
  }

  /** A random member; the set is not empty. */
  public Member random(RandomSource random) {
    return order.at(random.nextInt(size()));
  }

  /** True while the set has the compact form. */
  public boolean isListpack() {
    return table == null;
  }

  @Override
  public String typeName() {
    return "zset";
  }

  @Override
  public String encoding() {
    return table != null ? "skiplist" : "listpack";
  }

  @Override
  public SortedSetValue copy() {
    SortedSetValue twin = new SortedSetValue(rules);
    if (table != null) {
      twin.enlarge();
    }
    forEach(m -> twin.place(new Member(m.key, m.score), m.hash));
    return twin;
  }

  @Override
  public long memory() {
    long members = names + order.memory();
    return WEIGHT
        + members
        + (table == null ? (long) Member.WEIGHT * size() : table.memory(Member.WEIGHT));
  }

  static int compare(Member a, Member b) {
    return compare(a, b.score, b.key);
  }

  static int compare(Member a, double score, byte[] name) {
    double mine = a.score;
    if (mine != score) {
      return mine < score ? -1 : 1;
    }
    return Bytes.compare(a.key, name);
  }

  /** {@link Dict#chains} of its table; null while it has none. */
  public @Nullable String chains() {
    Dict<Member> in = table;
    return in == null ? null : in.chains();
  }
}

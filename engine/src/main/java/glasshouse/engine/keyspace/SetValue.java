package glasshouse.engine.keyspace;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.port.RandomSource;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set: sorted integers (intset) while all members are 64-bit integers and at most {@link
 * ValueRules#setMaxIntset}, else a table. It never becomes an intset again.
 */
public final class SetValue implements Value {
  private static final long[] NONE = {};
  private static final int WEIGHT = Heap.object(16);
  private static final int MEMBER_WEIGHT = Heap.object(Dict.Entry.FIELDS);

  private final ValueRules rules;
  private long[] numbers = new long[4];
  private int count;
  private @Nullable Dict<Dict.Entry> table;

  /** An empty set. */
  public SetValue(ValueRules rules) {
    this.rules = rules;
  }

  /** Number of members. */
  public int size() {
    return table == null ? count : table.size();
  }

  /** True when the member is in the set. */
  public boolean contains(byte[] member) {
    return contains(member, 0, member.length);
  }

  /** True when the slice is in the set. */
  public boolean contains(byte[] buffer, int offset, int length) {
    if (table != null) {
      return table.find(buffer, offset, length) != null;
    }
    return numberAt(buffer, offset, length) >= 0;
  }

  /** Adds a member, keeping the array; true when it is new. */
  public boolean add(byte[] member) {
    if (table == null && Numbers.isLong(member, 0, member.length)) {
      return addNumber(Numbers.parseLong(member, 0, member.length));
    }
    Dict<Dict.Entry> in = asTable();
    int hash = in.hash(member, 0, member.length);
    if (in.find(member, 0, member.length, hash) != null) {
      return false;
    }
    in.insert(new Dict.Entry(member), hash);
    return true;
  }

  /** Adds the slice, copying it when it is new; true then. */
  public boolean add(byte[] buffer, int offset, int length) {
    if (table == null && Numbers.isLong(buffer, offset, length)) {
      return addNumber(Numbers.parseLong(buffer, offset, length));
    }
    Dict<Dict.Entry> in = asTable();
    int hash = in.hash(buffer, offset, length);
    if (in.find(buffer, offset, length, hash) != null) {
      return false;
    }
    in.insert(new Dict.Entry(Arrays.copyOfRange(buffer, offset, offset + length)), hash);
    return true;
  }

  /** Removes a member; true when it was there. */
  public boolean remove(byte[] member) {
    return remove(member, 0, member.length);
  }

  /** Removes the slice; true when it was there. */
  public boolean remove(byte[] buffer, int offset, int length) {
    if (table != null) {
      return table.remove(buffer, offset, length) != null;
    }
    int at = numberAt(buffer, offset, length);
    if (at < 0) {
      return false;
    }
    System.arraycopy(numbers, at + 1, numbers, at, count - at - 1);
    count--;
    return true;
  }

  /** Takes over the members of {@code other}, which is not to be used any more. */
  public void become(SetValue other) {
    numbers = other.numbers;
    count = other.count;
    table = other.table;
  }

  /** Calls {@code visitor} with every member; it must not change the set. */
  public void forEach(Consumer<byte[]> visitor) {
    if (table != null) {
      table.forEach(e -> visitor.accept(e.key));
      return;
    }
    for (int i = 0; i < count; i++) {
      visitor.accept(Numbers.decimal(numbers[i]));
    }
  }

  /** One step of a scan, see {@link Dict#scan}; an intset is returned whole with cursor 0. */
  public long scan(long cursor, Consumer<byte[]> visitor) {
    if (table != null) {
      return table.scan(cursor, e -> visitor.accept(e.key));
    }
    forEach(visitor);
    return 0;
  }

  /** A random member; the set is not empty. */
  public byte[] random(RandomSource random) {
    return table == null
        ? Numbers.decimal(numbers[random.nextInt(count)])
        : table.random(random).key;
  }

  @Override
  public String typeName() {
    return "set";
  }

  @Override
  public String encoding() {
    return table == null ? "intset" : "hashtable";
  }

  @Override
  public SetValue copy() {
    SetValue twin = new SetValue(rules);
    twin.numbers = numbers.clone();
    twin.count = count;
    if (table != null) {
      Dict<Dict.Entry> made = new Dict<>(rules.seed);
      table.forEach(e -> made.insert(new Dict.Entry(e.key), e.hash));
      twin.table = made;
    }
    return twin;
  }

  @Override
  public long memory() {
    return WEIGHT
        + Heap.array((long) Long.BYTES * numbers.length)
        + (table == null ? 0 : table.memory(MEMBER_WEIGHT) + table.names());
  }

  private boolean addNumber(long value) {
    int at = Arrays.binarySearch(numbers, 0, count, value);
    if (at >= 0) {
      return false;
    }
    int slot = -at - 1;
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, count * 2);
    }
    System.arraycopy(numbers, slot, numbers, slot + 1, count - slot);
    numbers[slot] = value;
    count++;
    if (count > rules.setMaxIntset) {
      asTable();
    }
    return true;
  }

  /** Index of the number that the slice spells, negative when there is none. */
  private int numberAt(byte[] buffer, int offset, int length) {
    return Numbers.isLong(buffer, offset, length)
        ? Arrays.binarySearch(numbers, 0, count, Numbers.parseLong(buffer, offset, length))
        : -1;
  }

  private Dict<Dict.Entry> asTable() {
    Dict<Dict.Entry> made = table;
    if (made == null) {
      made = new Dict<>(rules.seed);
      for (int i = 0; i < count; i++) {
        made.insert(new Dict.Entry(Numbers.decimal(numbers[i])));
      }
      numbers = NONE;
      count = 0;
      table = made;
    }
    return made;
  }

  /** {@link Dict#chains} of its table; null while it has none. */
  public @Nullable String chains() {
    Dict<Dict.Entry> in = table;
    return in == null ? null : in.chains();
  }
}

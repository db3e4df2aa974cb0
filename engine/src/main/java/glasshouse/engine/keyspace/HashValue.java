package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash: pairs packed into one array in the order they came (listpack), or a table when it has
 * more than {@link ValueRules#hashMaxEntries} pairs or a field or value longer than {@link
 * ValueRules#hashMaxValue}. It never becomes a listpack again.
 */
public final class HashValue implements Value {
  /** One pair of the table form. */
  private static final class Field extends Dict.Entry {
    static final int WEIGHT = Heap.object(FIELDS + 4);

    byte[] value;

    Field(byte[] name, byte[] value) {
      super(name);
      this.value = value;
    }
  }

  private static final int WEIGHT = Heap.object(32);

  private final ValueRules rules;
  private PackedPairs pairs = new PackedPairs();
  private @Nullable Dict<Field> table;
  private byte[] found = Bytes.EMPTY;
  private int foundAt;
  private int foundLength;

  /** Bytes of the arrays that values are kept in; 0 in the small form. */
  private long values;

  /** An empty hash. */
  public HashValue(ValueRules rules) {
    this.rules = rules;
  }

  /** Number of fields. */
  public int size() {
    return table == null ? pairs.count() : table.size();
  }

  /**
   * Looks for the field that the slice names. When it is there, {@link #value}, {@link #valueAt}
   * and {@link #valueLength} give its value until the next call of any method.
   */
  public boolean find(byte[] buffer, int offset, int length) {
    if (table != null) {
      Field field = table.find(buffer, offset, length);
      if (field == null) {
        return false;
      }
      found = field.value;
      foundAt = 0;
      foundLength = field.value.length;
      return true;
    }
    int at = pairs.find(buffer, offset, length);
    if (at < 0) {
      return false;
    }
    found = pairs.bytes();
    foundAt = pairs.valueAt(at);
    foundLength = pairs.valueLength(at);
    return true;
  }

  /** The buffer of the value that {@link #find} found. */
  public byte[] value() {
    return found;
  }

  /** Where in {@link #value} the value starts. */
  public int valueAt() {
    return foundAt;
  }

  /** Length of the value in bytes. */
  public int valueLength() {
    return foundLength;
  }

  /** A copy of the value of a field, or null. */
  public byte @Nullable [] get(byte[] field) {
    return find(field, 0, field.length)
        ? Arrays.copyOfRange(found, foundAt, foundAt + foundLength)
        : null;
  }

  /** Sets a field to copies of the slices; true when the field is new. */
  public boolean put(byte[] field, int fieldAt, int fieldLength, byte[] value, int at, int length) {
    if (table == null && Math.max(fieldLength, length) > rules.hashMaxValue) {
      convert();
    }
    return putPacked(field, fieldAt, fieldLength, value, at, length);
  }

  /**
   * As {@link #put(byte[], int, int, byte[], int, int)} for a pair of a small hash that is read as
   * one: however long, it leaves the hash small.
   */
  public boolean putPacked(
      byte[] field, int fieldAt, int fieldLength, byte[] value, int at, int length) {
    if (table != null) {
      return putInTable(
          table, field, fieldAt, fieldLength, Arrays.copyOfRange(value, at, at + length));
    }
    boolean fresh = pairs.put(field, fieldAt, fieldLength, value, at, length);
    if (pairs.count() > rules.hashMaxEntries) {
      convert();
    }
    return fresh;
  }

  /** Sets a field to copies of both arrays; true when the field is new. */
  public boolean put(byte[] field, byte[] value) {
    return put(field, 0, field.length, value, 0, value.length);
  }

  private boolean putInTable(
      Dict<Field> table, byte[] field, int offset, int length, byte[] value) {
    int hash = table.hash(field, offset, length);
    Field present = table.find(field, offset, length, hash);
    values += Heap.array(value.length);
    if (present != null) {
      values -= Heap.array(present.value.length);
      present.value = value;
      return false;
    }
    table.insert(new Field(Arrays.copyOfRange(field, offset, offset + length), value), hash);
    return true;
  }

  /** Removes the field that the slice names; true when it was there. */
  public boolean remove(byte[] buffer, int offset, int length) {
    if (table == null) {
      return pairs.remove(buffer, offset, length);
    }
    Field gone = table.remove(buffer, offset, length);
    if (gone == null) {
      return false;
    }
    values -= Heap.array(gone.value.length);
    return true;
  }

  /** Removes a field; true when it was there. */
  public boolean remove(byte[] field) {
    return remove(field, 0, field.length);
  }

  /** Visits every field with its value; the visitor must not change the hash. */
  public void visit(PairVisitor visitor) {
    if (table != null) {
      table.forEach(f -> visitor.visit(f.key, 0, f.key.length, f.value, 0, f.value.length));
      return;
    }
    for (int at = 0; at < pairs.end(); at = pairs.next(at)) {
      pairs.visit(at, visitor);
    }
  }

  /** As {@link #visit}, with copies of fields and values. */
  public void forEach(BiConsumer<byte[], byte[]> visitor) {
    visit(
        (field, fieldAt, fieldLength, value, at, length) ->
            visitor.accept(
                Arrays.copyOfRange(field, fieldAt, fieldAt + fieldLength),
                Arrays.copyOfRange(value, at, at + length)));
  }

  /** One step of a scan, see {@link Dict#scan}; the listpack form is visited whole, cursor 0. */
  public long scan(long cursor, PairVisitor visitor) {
    if (table != null) {
      return table.scan(
          cursor, f -> visitor.visit(f.key, 0, f.key.length, f.value, 0, f.value.length));
    }
    visit(visitor);
    return 0;
  }

  /** Visits a random field with its value; the hash is not empty. */
  public void random(RandomSource random, PairVisitor visitor) {
    if (table != null) {
      Field f = table.random(random);
      visitor.visit(f.key, 0, f.key.length, f.value, 0, f.value.length);
      return;
    }
    int at = 0;
    for (int i = random.nextInt(pairs.count()); i > 0; i--) {
      at = pairs.next(at);
    }
    pairs.visit(at, visitor);
  }

  @Override
  public String typeName() {
    return "hash";
  }

  @Override
  public String encoding() {
    return table == null ? "listpack" : "hashtable";
  }

  @Override
  public HashValue copy() {
    HashValue twin = new HashValue(rules);
    if (table == null) {
      twin.pairs = pairs.copy();
    } else {
      Dict<Field> made = new Dict<>(rules.seed);
      table.forEach(f -> made.insert(new Field(f.key, f.value)));
      twin.table = made;
      twin.values = values;
    }
    return twin;
  }

  @Override
  public long memory() {
    return table == null
        ? WEIGHT + pairs.memory()
        : WEIGHT + PackedPairs.WEIGHT + table.memory(Field.WEIGHT) + table.names() + values;
  }

  private void convert() {
    Dict<Field> made = new Dict<>(rules.seed);
    forEach(
        (field, value) -> {
          made.insert(new Field(field, value));
          values += Heap.array(value.length);
        });
    pairs = new PackedPairs();
    table = made;
  }

  /** {@link Dict#chains} of its table; null while it has none. */
  public @Nullable String chains() {
    Dict<Field> in = table;
    return in == null ? null : in.chains();
  }
}

package glasshouse.engine.keyspace;

import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash: a short list of pairs in the order they came (listpack), or a table when it has more than
 * {@link ValueRules#hashMaxEntries} pairs or a field or value longer than {@link
 * ValueRules#hashMaxValue}. It never becomes a list again.
 */
public final class HashValue implements Value {
  /** One pair of the table form. */
  public static final class Field extends Dict.Entry {
    private byte[] value;

    Field(byte[] name, byte[] value) {
      super(name);
      this.value = value;
    }

    /** The field's value. */
    public byte[] value() {
      return value;
    }
  }

  private final ValueRules rules;
  private final List<byte[]> pairs = new ArrayList<>(4);
  private @Nullable Dict<Field> table;

  /** An empty hash. */
  public HashValue(ValueRules rules) {
    this.rules = rules;
  }

  /** Number of fields. */
  public int size() {
    return table == null ? pairs.size() / 2 : table.size();
  }

  /** The value of a field, or null. */
  public byte @Nullable [] get(byte[] field) {
    if (table != null) {
      Field found = table.find(field);
      return found == null ? null : found.value;
    }
    int at = index(field);
    return at < 0 ? null : pairs.get(at + 1);
  }

  /** Sets a field, keeping both arrays; true when the field is new. */
  public boolean put(byte[] field, byte[] value) {
    if (table == null && (field.length > rules.hashMaxValue || value.length > rules.hashMaxValue)) {
      convert();
    }
    if (table != null) {
      return putInTable(table, field, value);
    }
    int at = index(field);
    if (at >= 0) {
      pairs.set(at + 1, value);
      return false;
    }
    pairs.add(field);
    pairs.add(value);
    if (size() > rules.hashMaxEntries) {
      convert();
    }
    return true;
  }

  private static boolean putInTable(Dict<Field> table, byte[] field, byte[] value) {
    Field found = table.find(field);
    if (found != null) {
      found.value = value;
      return false;
    }
    table.insert(new Field(field, value));
    return true;
  }

  /** Removes a field; true when it was there. */
  public boolean remove(byte[] field) {
    if (table != null) {
      return table.remove(field) != null;
    }
    int at = index(field);
    if (at < 0) {
      return false;
    }
    pairs.remove(at);
    pairs.remove(at);
    return true;
  }

  /** Calls {@code visitor} with every field and value; it must not change the hash. */
  public void forEach(BiConsumer<byte[], byte[]> visitor) {
    if (table != null) {
      table.forEach(f -> visitor.accept(f.key, f.value));
      return;
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      visitor.accept(pairs.get(i), pairs.get(i + 1));
    }
  }

  /** One step of a scan, see {@link Dict#scan}; the list form is returned whole with cursor 0. */
  public long scan(long cursor, BiConsumer<byte[], byte[]> visitor) {
    if (table != null) {
      return table.scan(cursor, f -> visitor.accept(f.key, f.value));
    }
    forEach(visitor);
    return 0;
  }

  /** A random field and its value; the hash is not empty. */
  public byte[][] random(RandomSource random) {
    if (table != null) {
      Field field = table.random(random);
      return new byte[][] {field.key, field.value};
    }
    int at = random.nextInt(size()) * 2;
    return new byte[][] {pairs.get(at), pairs.get(at + 1)};
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
    if (table != null) {
      twin.convert();
    }
    Dict<Field> target = twin.table;
    forEach(
        (f, v) -> {
          if (target == null) {
            twin.pairs.add(f);
            twin.pairs.add(v);
          } else {
            target.insert(new Field(f, v));
          }
        });
    return twin;
  }

  private int index(byte[] field) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (Arrays.equals(pairs.get(i), field)) {
        return i;
      }
    }
    return -1;
  }

  private void convert() {
    Dict<Field> made = new Dict<>(rules.seed);
    for (int i = 0; i < pairs.size(); i += 2) {
      made.insert(new Field(pairs.get(i), Objects.requireNonNull(pairs.get(i + 1))));
    }
    pairs.clear();
    table = made;
  }
}

package glasshouse.engine.script.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A Lua table that lays out its keys as Lua 5.1 does: an array part, and a hash part of a power of
 * two with chained scatter (a colliding key moves out when it does not stand at its own main
 * position; free places are taken from the end). So pairs() visits keys in the order that
 * redis-server shows, and # finds the same border in a table with holes.
 */
public final class Table extends Ref {
  private static final LuaValue[] NOTHING = {};
  private static final int[] NO_LINKS = {};
  private static final int SLOT_BYTES = 24;

  private final Vm vm;
  LuaValue[] array = NOTHING;
  LuaValue[] keys = NOTHING;
  LuaValue[] values = NOTHING;
  private int[] next = NO_LINKS;
  private int lastFree;
  private @Nullable Table metatable;
  private boolean readonly;

  /** An empty table. */
  public Table(Vm vm) {
    super(vm);
    this.vm = vm;
    vm.charge(64);
  }

  /** An empty table with room for {@code arraySize} elements and {@code hashSize} other keys. */
  public Table(Vm vm, int arraySize, int hashSize) {
    this(vm);
    if (arraySize > 0 || hashSize > 0) {
      resize(arraySize, hashSize);
    }
  }

  @Override
  public int type() {
    return TTABLE;
  }

  @Override
  public String typename() {
    return "table";
  }

  /** The metatable or null. */
  public @Nullable Table metatable() {
    return metatable;
  }

  /** Sets or removes the metatable, without a look at protection. */
  public void metatable(@Nullable Table meta) {
    metatable = meta;
  }

  /** True when writes are refused. */
  public boolean readonly() {
    return readonly;
  }

  /** Refuses or allows writes. */
  public void readonly(boolean yes) {
    readonly = yes;
  }

  /** The value of {@code key} without metamethods; NIL when absent. */
  @Override
  public LuaValue get(LuaValue key) {
    if (key instanceof LuaString s) {
      return get(s);
    }
    if (key instanceof LuaInteger i) {
      return get(i.v);
    }
    int at = key == NIL || keys.length == 0 ? -1 : find(key);
    return at < 0 ? NIL : values[at];
  }

  /** As {@link #get(LuaValue)} for a string. */
  public LuaValue get(LuaString key) {
    int at = keys.length == 0 ? -1 : Hashing.ofString(key) & (keys.length - 1);
    while (at >= 0) {
      LuaValue k = keys[at];
      if (k == key || (k instanceof LuaString s && s.raweq(key))) {
        return values[at];
      }
      at = next[at];
    }
    return NIL;
  }

  /** As {@link #get(LuaValue)} for a whole number. */
  @Override
  public LuaValue get(int key) {
    if (key > 0 && key <= array.length) {
      return array[key - 1];
    }
    int at = findInt(key);
    return at < 0 ? NIL : values[at];
  }

  private int findInt(int key) {
    int at = keys.length == 0 ? -1 : Hashing.ofNumber(key, keys.length);
    while (at >= 0) {
      if (keys[at] instanceof LuaInteger i && i.v == key) {
        return at;
      }
      at = next[at];
    }
    return -1;
  }

  private int find(LuaValue key) {
    int at = keys.length == 0 ? -1 : Hashing.mainPosition(key, keys.length);
    while (at >= 0 && !Hashing.sameKey(keys[at], key)) {
      at = next[at];
    }
    return at;
  }

  /** Sets {@code key} to {@code value} without metamethods; refuses when {@link #readonly}. */
  public void put(LuaValue key, LuaValue value) {
    if (readonly) {
      throw vm.runError("Attempt to modify a readonly table");
    }
    store(key, value);
  }

  /** As {@link #put(LuaValue, LuaValue)} with a name; for libraries that fill tables. */
  public void put(String name, LuaValue value) {
    put(LuaString.valueOf(name), value);
  }

  /** As {@link #put(LuaValue, LuaValue)} with a whole number. */
  public void put(int key, LuaValue value) {
    if (!readonly && key > 0 && key <= array.length) {
      array[key - 1] = value;
    } else {
      put(LuaInteger.valueOf(key), value);
    }
  }

  /** Sets {@code key} to {@code value}; a new key takes a place even when the value is nil. */
  private void store(LuaValue key, LuaValue value) {
    if (key instanceof LuaInteger i) {
      int v = i.v;
      if (v > 0 && v <= array.length) {
        array[v - 1] = value;
        return;
      }
    } else if (key == NIL) {
      throw vm.runError("table index is nil");
    } else if (key instanceof LuaNumber n && Double.isNaN(n.todouble())) {
      throw vm.runError("table index is NaN");
    } else if (key == Num.NEGATIVE_ZERO) {
      store(LuaInteger.valueOf(0), value);
      return;
    }
    int at = find(key);
    if (at >= 0) {
      values[at] = value;
    } else {
      insert(key, value);
    }
  }

  private void insert(LuaValue key, LuaValue value) {
    if (keys.length == 0) {
      rehash(key);
      store(key, value);
      return;
    }
    int at = Hashing.mainPosition(key, keys.length);
    if (values[at] != NIL) {
      int free = freePlace();
      if (free < 0) {
        rehash(key);
        store(key, value);
        return;
      }
      int other = Hashing.mainPosition(keys[at], keys.length);
      if (other == at) {
        next[free] = next[at];
        next[at] = free;
        at = free;
      } else {
        moveOut(at, free, other);
      }
    }
    keys[at] = key;
    values[at] = value;
  }

  private void moveOut(int at, int free, int chain) {
    int before = chain;
    while (next[before] != at) {
      before = next[before];
    }
    next[before] = free;
    keys[free] = keys[at];
    values[free] = values[at];
    next[free] = next[at];
    next[at] = -1;
    values[at] = NIL;
  }

  private int freePlace() {
    while (lastFree-- > 0) {
      if (keys[lastFree] == NIL) {
        return lastFree;
      }
    }
    return -1;
  }

  /** Chooses the largest array of which more than half would be used, the rest goes to the hash. */
  private void rehash(LuaValue extra) {
    int[] slices = new int[Hashing.MAX_BITS + 1];
    int integers = Hashing.countArray(array, slices);
    int total = integers;
    for (int i = keys.length - 1; i >= 0; i--) {
      if (values[i] != NIL) {
        integers += Hashing.countInteger(keys[i], slices);
        total++;
      }
    }
    integers += Hashing.countInteger(extra, slices);
    total++;
    long sizes = Hashing.arraySize(slices, integers);
    resize((int) (sizes >>> 32), total - (int) sizes);
  }

  /** Makes the array part at least {@code size} long, for a constructor that knows its length. */
  void ensureArray(int size) {
    if (size > array.length) {
      resize(size, keys.length);
    }
  }

  private void resize(int arraySize, int hashSize) {
    int hashLength = hashSize == 0 ? 0 : Hashing.roundUp(hashSize);
    vm.charge((long) SLOT_BYTES * (arraySize + hashLength));
    LuaValue[] oldArray = array;
    LuaValue[] oldKeys = keys;
    LuaValue[] oldValues = values;
    array = Arrays.copyOf(oldArray, arraySize);
    if (arraySize > oldArray.length) {
      Arrays.fill(array, oldArray.length, arraySize, NIL);
    }
    keys = hashLength == 0 ? NOTHING : new LuaValue[hashLength];
    values = hashLength == 0 ? NOTHING : new LuaValue[hashLength];
    next = hashLength == 0 ? NO_LINKS : new int[hashLength];
    Arrays.fill(keys, NIL);
    Arrays.fill(values, NIL);
    Arrays.fill(next, -1);
    lastFree = hashLength;
    for (int i = arraySize; i < oldArray.length; i++) {
      if (oldArray[i] != NIL) {
        store(LuaInteger.valueOf(i + 1), oldArray[i]);
      }
    }
    for (int i = oldKeys.length - 1; i >= 0; i--) {
      if (oldValues[i] != NIL) {
        store(oldKeys[i], oldValues[i]);
      }
    }
  }

  /** A border: n such that t[n] is there and t[n+1] is not, found as Lua 5.1 finds it. */
  @Override
  public int length() {
    int j = array.length;
    if (j > 0 && array[j - 1] == NIL) {
      int i = 0;
      while (j - i > 1) {
        int m = (i + j) >>> 1;
        if (array[m - 1] == NIL) {
          j = m;
        } else {
          i = m;
        }
      }
      return i;
    }
    return keys.length == 0 ? j : borderBeyond(j);
  }

  private int borderBeyond(int from) {
    int i = from;
    int j = from + 1;
    while (get(j) != NIL) {
      i = j;
      if (j > Integer.MAX_VALUE / 2) {
        i = 1;
        while (get(i) != NIL) {
          i++;
        }
        return i - 1;
      }
      j *= 2;
    }
    while (j - i > 1) {
      int m = (i + j) >>> 1;
      if (get(m) == NIL) {
        j = m;
      } else {
        i = m;
      }
    }
    return i;
  }

  /**
   * The place of the entry that follows {@code key}, from NIL to the first; -1 after the last. Read
   * it with {@link #keyAt} and {@link #valueAt}.
   */
  public int after(LuaValue key) {
    int at = key == NIL ? 0 : place(key) + 1;
    for (; at < array.length; at++) {
      if (array[at] != NIL) {
        return at;
      }
    }
    for (int i = at - array.length; i < keys.length; i++) {
      if (values[i] != NIL) {
        return array.length + i;
      }
    }
    return -1;
  }

  private int place(LuaValue key) {
    if (key instanceof LuaInteger i && i.v > 0 && i.v <= array.length) {
      return i.v - 1;
    }
    int at = find(key);
    if (at < 0) {
      throw vm.runError("invalid key to 'next'");
    }
    return array.length + at;
  }

  /** The key at a place. */
  public LuaValue keyAt(int place) {
    return place < array.length ? LuaInteger.valueOf(place + 1) : keys[place - array.length];
  }

  /** The value at a place. */
  public LuaValue valueAt(int place) {
    return place < array.length ? array[place] : values[place - array.length];
  }

  /** Bytes it is taken to occupy. */
  long bytes() {
    return 64 + (long) SLOT_BYTES * (array.length + keys.length);
  }
}

package glasshouse.engine.keyspace;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Numbers;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A string: either a 64-bit integer (kept as one, so that INCR neither parses nor allocates digits)
 * or bytes. A value is replaced, or changed in place by the commands that do so in Redis (INCR,
 * APPEND, SETRANGE, SETBIT).
 */
public final class StringValue implements Value {
  /** Strings up to this length are embstr, longer ones raw (OBJ_ENCODING_EMBSTR_SIZE_LIMIT). */
  private static final int EMBEDDED_MAX = 44;

  private static final int WEIGHT = Heap.object(12);

  /** What {@link #rest} says of bytes that were changed in place. */
  private static final int RAW = 1;

  private byte @Nullable [] bytes;

  /** How many of the bytes count; of a number, its low half. */
  private int first;

  /** Whether the bytes are {@link #RAW}; of a number, its high half. */
  private int rest;

  /** A string of these bytes, which the value keeps; kept as a number when they spell one. */
  public StringValue(byte[] bytes) {
    if (bytes.length <= 20 && Numbers.isLong(bytes, 0, bytes.length)) {
      setNumber(Numbers.parseLong(bytes, 0, bytes.length));
    } else {
      set(bytes, bytes.length, 0);
    }
  }

  /** The string of a number's decimal digits. */
  public StringValue(long number) {
    setNumber(number);
  }

  private void set(byte[] content, int length, int form) {
    bytes = content;
    first = length;
    rest = form;
  }

  /** A string of these bytes, which the value keeps as they are even when they spell a number. */
  public static StringValue ofText(byte[] bytes) {
    StringValue value = new StringValue(0);
    value.set(bytes, bytes.length, 0);
    return value;
  }

  /** A value of the slice, copied unless it spells a number. */
  public static StringValue of(byte[] buffer, int offset, int length) {
    return Numbers.isLong(buffer, offset, length)
        ? new StringValue(Numbers.parseLong(buffer, offset, length))
        : new StringValue(Arrays.copyOfRange(buffer, offset, offset + length));
  }

  /** True when the value is kept as a number. */
  public boolean isNumber() {
    return bytes == null;
  }

  /** The number, when {@link #isNumber}. */
  public long number() {
    return (long) rest << Integer.SIZE | first & 0xFFFFFFFFL;
  }

  /** Becomes the decimal digits of {@code value}. */
  public void setNumber(long value) {
    bytes = null;
    first = (int) value;
    rest = (int) (value >> Integer.SIZE);
  }

  /** Length in bytes. */
  public int length() {
    return bytes == null ? Numbers.length(number()) : first;
  }

  /** The content; the array is a copy when the value is a number or has spare room. */
  public byte[] bytes() {
    byte[] mine = bytes;
    if (mine == null) {
      return Numbers.decimal(number());
    }
    return mine.length == first ? mine : Arrays.copyOf(mine, first);
  }

  /** The array behind a value that is not a number; its first {@link #length} bytes count. */
  public byte[] array() {
    return Objects.requireNonNull(bytes, "a number has no bytes");
  }

  /** Adds the content to {@code out}. */
  public void appendTo(ByteBuilder out) {
    if (bytes == null) {
      out.decimal(number());
    } else {
      out.put(bytes, 0, first);
    }
  }

  /**
   * The content for changing in place: at least {@code size} bytes long, padded with zero bytes;
   * the value is {@code raw} from now on. Only the first {@link #length} bytes count.
   */
  public byte[] writable(int size) {
    byte[] mine = bytes == null ? Numbers.decimal(number()) : bytes;
    int wanted = Math.max(size, length());
    if (mine.length < wanted) {
      mine = Arrays.copyOf(mine, wanted);
    }
    set(mine, wanted, RAW);
    return mine;
  }

  /**
   * Becomes the first {@code size} bytes of {@code content}, which the value keeps; it is {@code
   * raw} from now on.
   */
  public void become(byte[] content, int size) {
    set(content, size, RAW);
  }

  /** Adds a slice at the end, with room to grow; the value is {@code raw} from now on. */
  public void append(byte[] buffer, int offset, int count) {
    byte[] mine = bytes;
    int before = length();
    if (mine == null || mine.length < before + count) {
      mine = Arrays.copyOf(bytes(), Math.addExact(before, count) + Math.min(before, 1 << 20));
    }
    System.arraycopy(buffer, offset, mine, before, count);
    set(mine, before + count, RAW);
  }

  @Override
  public String typeName() {
    return "string";
  }

  @Override
  public String encoding() {
    if (bytes == null) {
      return "int";
    }
    return rest == RAW || first > EMBEDDED_MAX ? "raw" : "embstr";
  }

  @Override
  public StringValue copy() {
    StringValue twin = new StringValue(0);
    twin.bytes = bytes == null ? null : bytes().clone();
    twin.first = first;
    twin.rest = rest;
    return twin;
  }

  @Override
  public long memory() {
    return bytes == null ? WEIGHT : WEIGHT + Heap.array(bytes.length);
  }
}

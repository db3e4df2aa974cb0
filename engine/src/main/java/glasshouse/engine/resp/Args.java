package glasshouse.engine.resp;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The arguments of one command, number 0 being its name: slices of a buffer that belongs to
 * somebody else. They are valid while the command runs; what is kept must be copied ({@link
 * #bytes}).
 */
public final class Args {
  private byte[] data = Bytes.EMPTY;
  private int base;
  private int[] offsets;
  private int[] lengths;
  private int count;
  private long size;

  /** None, with room for those of usual commands. */
  public Args() {
    this(8);
  }

  private Args(int room) {
    offsets = new int[room];
    lengths = new int[room];
  }

  /** Arguments that own their bytes, for commands made inside the program. */
  public static Args of(byte[]... argv) {
    int size = 0;
    for (byte[] arg : argv) {
      size += arg.length;
    }
    Args args = new Args(argv.length);
    args.data = new byte[size];
    int end = 0;
    for (byte[] arg : argv) {
      end = args.own(end, arg, 0, arg.length);
    }
    return args;
  }

  /** Adds a word to those that are owned, behind the {@code end} of the last; where it ends. */
  private int own(int end, byte[] from, int offset, int length) {
    System.arraycopy(from, offset, data, end, length);
    add(end, length);
    return end + length;
  }

  /** {@link #of(byte[][])} for words of ISO 8859-1 characters. */
  public static Args of(String... words) {
    byte[][] argv = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      argv[i] = Bytes.of(words[i]);
    }
    return of(argv);
  }

  /** A copy that owns its bytes, for a command that is run later (MULTI, blocking). */
  public Args copy() {
    return with(-1, Bytes.EMPTY);
  }

  /** A copy that owns its bytes and has {@code word} as argument {@code at}. */
  public Args with(int at, byte[] word) {
    Args twin = new Args(count);
    boolean other = at >= 0 && at < count;
    twin.data = new byte[Math.toIntExact(size() + (other ? word.length - lengths[at] : 0))];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end =
          i == at
              ? twin.own(end, word, 0, word.length)
              : twin.own(end, data, offset(i), lengths[i]);
    }
    return twin;
  }

  /** Forgets all arguments. */
  void reset() {
    count = 0;
    size = 0;
  }

  /** Adds a slice, its offset counted from the base that {@link #attach} will name. */
  void add(int offset, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    offsets[count] = offset;
    lengths[count++] = length;
    size += length;
  }

  /** Names the buffer that the slices lie in and where in it their offsets start. */
  void attach(byte[] buffer, int start) {
    data = buffer;
    base = start;
  }

  /** Number of arguments, the command's name included. */
  public int count() {
    return count;
  }

  /** Bytes of all arguments. */
  public long size() {
    return size;
  }

  /** The buffer that holds argument bytes; see {@link #offset} and {@link #length}. */
  public byte[] data() {
    return data;
  }

  /** Where argument {@code i} starts in {@link #data}. */
  public int offset(int i) {
    return base + offsets[i];
  }

  /** Length of argument {@code i} in bytes. */
  public int length(int i) {
    return lengths[i];
  }

  /** A copy of argument {@code i}. */
  public byte[] bytes(int i) {
    int from = offset(i);
    return Arrays.copyOfRange(data, from, from + lengths[i]);
  }

  /** Argument {@code i} as characters, byte for byte (ISO 8859-1). */
  public String text(int i) {
    return new String(data, offset(i), lengths[i], StandardCharsets.ISO_8859_1);
  }

  /** True when argument {@code i} is the word {@code upper}, in any case of letters. */
  public boolean is(int i, String upper) {
    return Bytes.isWord(data, offset(i), lengths[i], upper);
  }

  /** True when argument {@code i} has exactly these bytes. */
  public boolean same(int i, byte[] bytes) {
    return Bytes.same(bytes, data, offset(i), lengths[i]);
  }

  /** True when argument {@code i} is a 64-bit decimal integer in the form Redis takes. */
  public boolean isLong(int i) {
    return Numbers.isLong(data, offset(i), lengths[i]);
  }

  /**
   * Argument {@code i} as a 64-bit integer.
   *
   * @throws ErrorReply {@code ERR value is not an integer or out of range}
   */
  public long longAt(int i) {
    if (!isLong(i)) {
      throw ErrorReply.notAnInteger();
    }
    return Numbers.parseLong(data, offset(i), lengths[i]);
  }

  /** Adds all arguments to {@code out} as a RESP array of bulk strings. */
  public void encode(ByteBuilder out) {
    out.put('*').decimal(count).crlf();
    for (int i = 0; i < count; i++) {
      out.put('$').decimal(lengths[i]).crlf().put(data, offset(i), lengths[i]).crlf();
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : " ").append(text(i));
    }
    return out.toString();
  }
}

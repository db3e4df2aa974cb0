package glasshouse.engine.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A byte buffer that grows at its end. Replies, replication streams and dumps are built in one.
 *
 * <p>The array behind it is shared with the reader on purpose ({@link #array()}); it is valid until
 * the next call that adds bytes.
 */
public final class ByteBuilder {
  /** The largest array that a JVM makes. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int length;
  private int ceiling = MOST;
  private boolean overflowed;

  /** A builder with room for {@code capacity} bytes before it first grows. */
  public ByteBuilder(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** The bytes so far are {@code array()[0 .. length())}. */
  public byte[] array() {
    return bytes;
  }

  /** Number of bytes so far. */
  public int length() {
    return length;
  }

  /** True when nothing was added since the last {@link #clear}. */
  public boolean isEmpty() {
    return length == 0;
  }

  /**
   * From now on content that would need a larger array than {@code bytes} is dropped, all of it:
   * for an answer that nobody will be sent.
   */
  public void ceiling(long bytes) {
    ceiling = (int) Math.min(MOST, bytes);
  }

  /** True when content was dropped since the last {@link #clear}. */
  public boolean overflowed() {
    return overflowed;
  }

  /** Forgets the content; keeps the array unless it grew beyond {@link Limits#IDLE_BUFFER}. */
  public void clear() {
    length = 0;
    overflowed = false;
    if (bytes.length > Limits.IDLE_BUFFER) {
      bytes = new byte[Limits.IDLE_BUFFER];
    }
  }

  /**
   * Cuts the content back to its first {@code newLength} bytes, 0 to {@link #length}; what was
   * dropped stays dropped.
   */
  public void truncate(int newLength) {
    if (overflowed) {
      length = Math.min(length, newLength);
      return;
    }
    Check.that(newLength >= 0 && newLength <= length, "truncate beyond the end");
    length = newLength;
  }

  /** Drops the first {@code count} bytes, 0 to {@link #length}, and moves the rest to the front. */
  public void discard(int count) {
    Check.that(count >= 0 && count <= length, "discard beyond the end");
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /**
   * Makes sure that {@code more} bytes can be added without another growth.
   *
   * @throws TooLargeException when they are more than an array can hold
   */
  public void ensure(int more) {
    long needed = (long) length + more;
    if (needed > bytes.length) {
      if (needed > ceiling && ceiling < MOST) {
        length = 0;
        overflowed = true;
        needed = more;
      }
      if (needed > MOST) {
        throw new TooLargeException(needed);
      }
      int doubled = bytes.length < (1 << 30) ? bytes.length * 2 : MOST;
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
  }

  /** Adds one byte (the low eight bits of {@code b}). */
  public ByteBuilder put(int b) {
    if (length == bytes.length) {
      ensure(1);
    }
    bytes[length++] = (byte) b;
    return this;
  }

  /** Adds all bytes of {@code source}. */
  public ByteBuilder put(byte[] source) {
    return put(source, 0, source.length);
  }

  /** Adds {@code count} bytes of {@code source} from {@code offset}. */
  public ByteBuilder put(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Adds the characters of {@code text} as single bytes (ISO 8859-1). */
  public ByteBuilder latin(String text) {
    return put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Adds {@code value} in decimal digits. */
  public ByteBuilder decimal(long value) {
    ensure(20);
    length += Numbers.writeDecimal(value, bytes, length);
    return this;
  }

  /** Adds carriage return and line feed. */
  public ByteBuilder crlf() {
    ensure(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    return this;
  }

  /** Makes room for {@code count} bytes at {@code position}, moving what follows; returns this. */
  public ByteBuilder insert(int position, byte[] source, int count) {
    ensure(count);
    System.arraycopy(bytes, position, bytes, position + count, length - position);
    System.arraycopy(source, 0, bytes, position, count);
    length += count;
    return this;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}

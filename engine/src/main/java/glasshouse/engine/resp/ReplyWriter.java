package glasshouse.engine.resp;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;

/**
 * Writes replies as bytes, in RESP2 or RESP3. The types that RESP2 lacks are written as Redis does:
 * maps and sets as arrays, doubles as bulk strings, booleans as 0 and 1, nulls as null bulks.
 */
public final class ReplyWriter {
  private static final byte[] OK = Bytes.of("+OK\r\n");
  private static final byte[] QUEUED = Bytes.of("+QUEUED\r\n");
  private static final byte[] ZERO = Bytes.of(":0\r\n");
  private static final byte[] ONE = Bytes.of(":1\r\n");
  private static final byte[] NULL_BULK = Bytes.of("$-1\r\n");
  private static final byte[] NULL_ARRAY = Bytes.of("*-1\r\n");
  private static final byte[] NULL3 = Bytes.of("_\r\n");

  private ByteBuilder out;
  private int protocol;
  private long errors;
  private long repeated;
  private String lastError = "";

  /** A writer that adds to {@code out} in protocol 2 or 3. */
  public ReplyWriter(ByteBuilder out, int protocol) {
    this.out = out;
    this.protocol = protocol;
  }

  /** From now on adds to {@code target} in protocol 2 or 3. */
  public void redirect(ByteBuilder target, int newProtocol) {
    out = target;
    protocol = newProtocol;
  }

  /** The buffer that replies are added to. */
  public ByteBuilder out() {
    return out;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  /** Number of errors written since the writer was made. */
  public long errors() {
    return errors;
  }

  /** How many of {@link #errors} were counted before they came here. */
  public long repeatedErrors() {
    return repeated;
  }

  /** An error line that a script passes on: the command that failed in it was counted already. */
  public void repeatedError(String line) {
    repeated++;
    error(line);
  }

  /** The line of the newest error; empty before the first. */
  public String lastError() {
    return lastError;
  }

  /** The simple string OK. */
  public void ok() {
    out.put(OK);
  }

  /** The simple string QUEUED. */
  public void queued() {
    out.put(QUEUED);
  }

  /** A simple string; {@code text} has no line break. */
  public void simple(String text) {
    out.put('+').latin(text).crlf();
  }

  /** An error line without its minus; line breaks in it become spaces. */
  public void error(String line) {
    errors++;
    lastError = line;
    out.put('-').latin(line.replace('\r', ' ').replace('\n', ' ')).crlf();
  }

  /** An integer. */
  public void integer(long value) {
    if (value == 0) {
      out.put(ZERO);
    } else if (value == 1) {
      out.put(ONE);
    } else {
      out.put(':').decimal(value).crlf();
    }
  }

  /** A bulk string. */
  public void bulk(byte[] bytes) {
    bulk(bytes, 0, bytes.length);
  }

  /** A bulk string from a slice. */
  public void bulk(byte[] bytes, int offset, int length) {
    out.ensure(length + 16);
    out.put('$').decimal(length).crlf().put(bytes, offset, length).crlf();
  }

  /** A bulk string from characters (ISO 8859-1). */
  public void bulk(String text) {
    bulk(Bytes.of(text));
  }

  /** A bulk string of decimal digits. */
  public void bulk(long value) {
    out.put('$').decimal(Numbers.length(value)).crlf().decimal(value).crlf();
  }

  /** The absent value: null bulk in RESP2, null in RESP3. */
  public void nil() {
    out.put(protocol == 3 ? NULL3 : NULL_BULK);
  }

  /** The absent array: null array in RESP2, null in RESP3. */
  public void nilArray() {
    out.put(protocol == 3 ? NULL3 : NULL_ARRAY);
  }

  /** Head of an array; its {@code size} elements follow. */
  public void array(long size) {
    head('*', size);
  }

  /** Head of a map; {@code size} pairs follow, key and value one after the other. */
  public void map(long size) {
    if (protocol == 3) {
      head('%', size);
    } else {
      head('*', size * 2);
    }
  }

  /** Head of a set; {@code size} members follow. */
  public void set(long size) {
    head(protocol == 3 ? '~' : '*', size);
  }

  /** Head of a push message (an array in RESP2). */
  public void push(long size) {
    head(protocol == 3 ? '>' : '*', size);
  }

  /** A boolean: #t or #f in RESP3, 1 or 0 in RESP2. */
  public void bool(boolean value) {
    if (protocol == 3) {
      out.put('#').put(value ? 't' : 'f').crlf();
    } else {
      integer(value ? 1 : 0);
    }
  }

  /**
   * A double: {@code ,1.5} in RESP3, a bulk string in RESP2.
   *
   * @param text the digits as Redis 7.0 writes them (inf, -inf, or %.17g)
   */
  public void real(String text) {
    if (protocol == 3) {
      out.put(',').latin(text).crlf();
    } else {
      bulk(text);
    }
  }

  /** A big number in RESP3, a bulk string in RESP2. */
  public void bigNumber(String digits) {
    if (protocol == 3) {
      out.put('(').latin(digits).crlf();
    } else {
      bulk(digits);
    }
  }

  /**
   * Text with a three letter format in RESP3 ({@code txt}, {@code mkd}), a bulk string in RESP2.
   */
  public void verbatim(String format, byte[] text) {
    if (protocol == 3) {
      out.put('=').decimal(text.length + 4L).crlf().latin(format).put(':').put(text).crlf();
    } else {
      bulk(text);
    }
  }

  /**
   * Marks the place of a head whose size is not known yet; write the elements, then call {@link
   * #closeArray}, {@link #closeMap} or {@link #closeSet} with this mark.
   */
  public int open() {
    return out.length();
  }

  /** Puts the array head of {@code size} elements at {@code mark}. */
  public void closeArray(int mark, long size) {
    close(mark, '*', size);
  }

  /** Puts the set head of {@code size} members at {@code mark}. */
  public void closeSet(int mark, long size) {
    close(mark, protocol == 3 ? '~' : '*', size);
  }

  /** Puts the map head of {@code size} pairs at {@code mark}. */
  public void closeMap(int mark, long size) {
    close(mark, protocol == 3 ? '%' : '*', protocol == 3 ? size : size * 2);
  }

  private void head(int marker, long size) {
    out.put(marker).decimal(size).crlf();
  }

  private void close(int mark, int marker, long size) {
    ByteBuilder head = new ByteBuilder(24);
    head.put(marker).decimal(size).crlf();
    out.insert(mark, head.array(), head.length());
  }
}

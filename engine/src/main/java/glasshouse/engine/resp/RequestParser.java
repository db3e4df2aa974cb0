package glasshouse.engine.resp;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Limits;
import glasshouse.engine.base.Numbers;

/**
 * Cuts a stream of bytes into requests: arrays of bulk strings, or inline lines. It asks for bytes
 * and owns no socket: feed it with {@link #feed}, then call {@link #next} until it wants more.
 *
 * <p>The errors are those of Redis 7.0 (networking.c), without the leading minus.
 */
public final class RequestParser {
  /** What a call of {@link #next} found. */
  public enum Found {
    /** A complete request stands in {@link RequestParser#args}. */
    REQUEST,
    /** Nothing complete yet. */
    MORE,
    /** The stream is broken; {@link RequestParser#error} says how. Nothing more is parsed. */
    BROKEN
  }

  private final ByteBuilder buffer = new ByteBuilder(1024);
  private final Args args = new Args();
  private int start;
  private int at;
  private int missing;
  private long bulk = -1;
  private String error = "";
  private boolean trusted = true;
  private long bulkMax = Limits.BULK_MAX;
  private long consumed;
  private boolean inline;
  private boolean swallows;
  private long largest;

  /** Adds bytes that arrived. */
  public void feed(byte[] bytes, int offset, int length) {
    if (start > 0) {
      buffer.discard(start);
      at -= start;
      start = 0;
    }
    buffer.put(bytes, offset, length);
  }

  /** Bytes that were fed and not yet returned as part of a request. */
  public int pending() {
    return buffer.length() - (missing == 0 ? at : start);
  }

  /** Bytes that were fed and are not part of a complete argument. */
  public int unparsed() {
    return buffer.length() - at;
  }

  /** True when arguments of a request are known, and more of it is to come. */
  public boolean incomplete() {
    return missing > 0;
  }

  /** Length of the argument that is not complete yet, in bytes; -1 when it is not known. */
  public long awaited() {
    return bulk;
  }

  /** Length of the longest argument that was announced since this was last asked, in bytes. */
  public long takeLargest() {
    long taken = largest;
    largest = 0;
    return taken;
  }

  /** Bytes in the buffer, those of the request that was found last included. */
  public int held() {
    return buffer.length();
  }

  /** Bytes of the stream that belong to the requests found so far: the offset of a replica. */
  public long consumed() {
    return consumed;
  }

  /** The buffer in which the last request stands as it came, see {@link #rawOffset}. */
  public byte[] raw() {
    return buffer.array();
  }

  /** Where in {@link #raw} the last request starts; it ends before {@link #rawEnd}. */
  public int rawOffset() {
    return start;
  }

  /** Where in {@link #raw} the last request ends. */
  public int rawEnd() {
    return at;
  }

  /** True when the last request came as an inline line. */
  public boolean wasInline() {
    return inline;
  }

  /** Sets proto-max-bulk-len in bytes, and whether the sender is authenticated. */
  public void limits(long maxBulk, boolean authenticated) {
    bulkMax = maxBulk;
    trusted = authenticated;
  }

  /**
   * Turns on a fault of releases up to 4.0.10: a bare line feed swallows the byte that follows it
   * (redis issue 5135).
   */
  public void swallowAfterNewline(boolean yes) {
    swallows = yes;
  }

  /**
   * The request found by the last {@link #next}; valid until the next call of any method here. Of
   * one that is {@link #incomplete} only the number and the lengths of its arguments so far.
   */
  public Args args() {
    return args;
  }

  /** The protocol error after {@link Found#BROKEN}. */
  public String error() {
    return error;
  }

  /** Looks for the next request. A request of no arguments (an empty line) has count 0. */
  public Found next() {
    if (!error.isEmpty()) {
      return Found.BROKEN;
    }
    if (missing == 0) {
      start = at;
      if (start == buffer.length()) {
        if (start > 0) {
          buffer.clear();
          start = 0;
          at = 0;
        }
        return Found.MORE;
      }
      if (buffer.array()[start] != '*') {
        return inline();
      }
      inline = false;
      Found head = multibulkHead();
      if (head != Found.REQUEST || missing == 0) {
        return head;
      }
    }
    while (missing > 0) {
      if (bulk < 0 && !bulkHead()) {
        return error.isEmpty() ? Found.MORE : Found.BROKEN;
      }
      if (buffer.length() - at < bulk + 2) {
        return Found.MORE;
      }
      args.add(at - start, (int) bulk);
      at += (int) bulk + 2;
      bulk = -1;
      missing--;
    }
    return found();
  }

  private Found found() {
    args.attach(buffer.array(), start);
    consumed += at - start;
    return Found.REQUEST;
  }

  private Found multibulkHead() {
    int end = lineEnd();
    if (end < 0) {
      return buffer.length() - at > Limits.INLINE_MAX
          ? broken("too big mbulk count string")
          : Found.MORE;
    }
    byte[] bytes = buffer.array();
    int length = end - at - 1;
    if (!Numbers.isLong(bytes, at + 1, length)) {
      return broken("invalid multibulk length");
    }
    long count = Numbers.parseLong(bytes, at + 1, length);
    if (count > Limits.MULTIBULK_MAX) {
      return broken("invalid multibulk length");
    }
    if (count > Limits.UNAUTHENTICATED_ARGS && !trusted) {
      return broken("unauthenticated multibulk length");
    }
    at = end + 2;
    args.reset();
    missing = (int) Math.max(0, count);
    return missing == 0 ? found() : Found.REQUEST;
  }

  /** Reads the length line of the next argument; false when it is incomplete or wrong. */
  private boolean bulkHead() {
    int end = lineEnd();
    if (end < 0) {
      if (buffer.length() - at > Limits.INLINE_MAX) {
        broken("too big bulk count string");
      }
      return false;
    }
    byte[] bytes = buffer.array();
    if (bytes[at] != '$') {
      broken("expected '$', got '" + (char) (bytes[at] & 0xFF) + "'");
      return false;
    }
    int length = end - at - 1;
    if (!Numbers.isLong(bytes, at + 1, length)) {
      broken("invalid bulk length");
      return false;
    }
    long value = Numbers.parseLong(bytes, at + 1, length);
    if (value < 0 || value > bulkMax) {
      broken("invalid bulk length");
      return false;
    }
    if (value > Limits.UNAUTHENTICATED_BULK && !trusted) {
      broken("unauthenticated bulk length");
      return false;
    }
    at = end + 2;
    bulk = value;
    largest = Math.max(largest, value);
    return true;
  }

  /** The position of the carriage return that ends the line at {@link #at}, or -1. */
  private int lineEnd() {
    byte[] bytes = buffer.array();
    int last = buffer.length() - 1;
    for (int i = at; i < last; i++) {
      if (bytes[i] == '\r') {
        return i;
      }
    }
    return -1;
  }

  private Found inline() {
    byte[] bytes = buffer.array();
    int end = at;
    int limit = buffer.length();
    while (end < limit && bytes[end] != '\n') {
      end++;
    }
    if (end == limit) {
      return limit - at > Limits.INLINE_MAX ? broken("too big inline request") : Found.MORE;
    }
    inline = true;
    int stop = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
    byte[][] words = InlineWords.split(bytes, at, stop);
    boolean bare = end == start;
    at = swallows && bare ? Math.min(end + 2, limit) : end + 1;
    if (words == null) {
      return broken("unbalanced quotes in request");
    }
    consumed += at - start;
    args.reset();
    ByteBuilder all = new ByteBuilder(64);
    for (byte[] word : words) {
      args.add(all.length(), word.length);
      all.put(word);
    }
    args.attach(words.length == 0 ? Bytes.EMPTY : all.array(), 0);
    return Found.REQUEST;
  }

  private Found broken(String what) {
    error = "ERR Protocol error: " + what;
    return Found.BROKEN;
  }
}

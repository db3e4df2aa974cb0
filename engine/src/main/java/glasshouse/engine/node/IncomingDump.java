package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.rdb.RdbException;
import java.util.Arrays;

/**
 * A data set that comes in from a master: its frame ({@code $length} or {@code $EOF:mark}), then
 * the RDB, then for the second form the mark again. Line feeds before the frame are keepalives.
 */
final class IncomingDump {
  private static final int HEAD_MAX = 128;
  private static final int MARK = 40;

  private final Loader loader;
  private final ByteBuilder head = new ByteBuilder(64);
  private final ByteBuilder tail = new ByteBuilder(MARK);
  private byte[] mark = Bytes.EMPTY;
  private boolean framed;
  private String refusal = "";
  private long expected = -1;
  private long received;
  private boolean complete;

  IncomingDump(Loader loader) {
    this.loader = loader;
  }

  Loader loader() {
    return loader;
  }

  /** True when it is known how the dump ends. */
  boolean framed() {
    return framed;
  }

  /** The line of the log for a master that sends no dump at all; empty when it does. */
  String refusal() {
    return refusal;
  }

  /** True when everything has arrived and was read. */
  boolean complete() {
    return complete;
  }

  /** Bytes of the RDB that have arrived. */
  long received() {
    return received;
  }

  /** Bytes of the RDB in all, or -1 when the master did not say. */
  long expected() {
    return expected;
  }

  /**
   * Takes bytes; returns how many, less than all when the dump ended before the last.
   *
   * @throws RdbException when frame or content is damaged
   */
  int feed(byte[] bytes, int offset, int length) throws RdbException {
    int at = offset;
    int end = offset + length;
    while (at < end && !framed) {
      head(bytes[at++]);
    }
    if (framed && mark.length == 0) {
      int part = (int) Math.min(end - at, expected - received);
      at += take(bytes, at, part);
      complete = received == expected;
      if (complete) {
        loader.finish();
      }
    } else if (framed) {
      at = marked(bytes, at, end);
    }
    return at - offset;
  }

  private int marked(byte[] bytes, int from, int end) throws RdbException {
    int at = from;
    if (!loader.ended()) {
      at += take(bytes, at, end - at);
    }
    while (loader.ended() && at < end && tail.length() < MARK) {
      tail.put(bytes[at++]);
    }
    if (tail.length() == MARK) {
      if (!Bytes.same(mark, tail.array(), 0, MARK)) {
        throw new RdbException(
            received, "saw another mark than the one announced, expected the end of the dump");
      }
      loader.finish();
      complete = true;
    }
    return at;
  }

  private int take(byte[] bytes, int at, int count) throws RdbException {
    int taken = loader.feed(bytes, at, count);
    received += taken;
    return taken;
  }

  private void head(byte b) throws RdbException {
    if (b == '\n' && head.isEmpty()) {
      return;
    }
    head.put(b);
    if (b != '\n') {
      if (head.length() > HEAD_MAX) {
        throw new RdbException(
            0, "saw a line of more than " + HEAD_MAX + " bytes, expected $length or $EOF:mark");
      }
      return;
    }
    String line = head.toString().strip();
    byte[] text = Bytes.of(line);
    if (line.startsWith("$EOF:") && text.length == 5 + MARK) {
      mark = Arrays.copyOfRange(text, 5, text.length);
    } else if (line.startsWith("$") && Numbers.isLong(text, 1, text.length - 1)) {
      expected = Numbers.parseLong(text, 1, text.length - 1);
    } else {
      refusal =
          line.startsWith("-")
              ? "MASTER aborted replication with an error: " + line.substring(1)
              : "Bad protocol from MASTER, the first byte is not '$' (we received '"
                  + line
                  + "'), are you sure the host and port are right?";
      throw new RdbException(0, "saw '" + line + "', expected $length or $EOF:mark");
    }
    framed = true;
  }
}

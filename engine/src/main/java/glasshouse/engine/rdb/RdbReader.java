package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.rdb.RdbException.Damage;
import java.util.HexFormat;

/**
 * Reads an RDB that comes in parts, from a disk or from a master. An item (an opcode, a key with a
 * string, an element of a collection) that is not complete is kept and read again only when as many
 * bytes have come as it is known to need; nothing is allocated that the bytes at hand do not
 * justify.
 *
 * <p>States: HEADER, then BODY, left for ELEMENTS and MODULE_AUX and come back to, then CHECKSUM
 * (from version 5 on), then ENDED.
 */
public final class RdbReader {
  private enum State {
    HEADER,
    BODY,
    ELEMENTS,
    MODULE_AUX,
    CHECKSUM,
    ENDED
  }

  private static final int HEADER_LENGTH = 9;
  private static final int NEWEST = 12;

  /** The version from which on a file ends with a checksum, or zero. */
  public static final int CHECKSUM_SINCE = 5;

  private final RdbSink sink;
  private final boolean verify;
  private final RdbInput in = new RdbInput();
  private final ValueReader values;
  private final ByteBuilder kept = new ByteBuilder(256);
  private State state = State.HEADER;
  private int wanted = 1;
  private long taken;
  private int version;
  private long crc;
  private int crcFrom;
  private byte[] window = Bytes.EMPTY;

  private int db;
  private byte[] key = Bytes.EMPTY;
  private long expireAt = KeyEntry.NEVER;
  private long idle = -1;
  private int freq = -1;

  /**
   * A reader at the start of a file.
   *
   * @param rules for the values that are made
   * @param verify compare the checksum (rdbchecksum)
   */
  public RdbReader(RdbSink sink, ValueRules rules, boolean verify) {
    this.sink = sink;
    this.verify = verify;
    this.values = new ValueReader(rules, in);
  }

  /**
   * Takes the next bytes.
   *
   * @return how many were taken: all, or fewer when the file ended among them
   * @throws RdbException on damage; the reader must not be fed again
   */
  public int feed(byte[] bytes, int offset, int length) throws RdbException {
    int at = offset;
    int end = offset + length;
    while (at < end && state != State.ENDED) {
      if (kept.isEmpty()) {
        at += parse(bytes, at, end);
        if (state != State.ENDED) {
          kept.put(bytes, at, end - at);
          at = end;
        }
      } else {
        int more = Math.min(wanted - kept.length(), end - at);
        kept.put(bytes, at, more);
        at += more;
        if (kept.length() == wanted && parse(kept.array(), 0, wanted) > 0) {
          kept.clear();
        }
      }
    }
    return at - offset;
  }

  /**
   * There are no more bytes.
   *
   * @throws RdbException when the file should go on
   */
  public void finish() throws RdbException {
    if (state != State.ENDED) {
      int more = Math.max(1, wanted - kept.length());
      RdbException cut =
          new RdbException(
              Damage.CUT,
              taken + kept.length(),
              "Unexpected EOF reading RDB file",
              "saw the end, expected at least " + more + " more bytes");
      throw state == State.ELEMENTS ? cut.inside(values.type()) : cut;
    }
  }

  /** True when the file is complete. */
  public boolean ended() {
    return state == State.ENDED;
  }

  /** Offset of the item that is being read or comes next. */
  public long offset() {
    return taken;
  }

  /** Reads the items that are complete; returns how many bytes they had. */
  private int parse(byte[] bytes, int from, int to) throws RdbException {
    window = bytes;
    crcFrom = from;
    in.window(bytes, from, to, taken);
    try {
      while (state != State.ENDED) {
        in.begin();
        step();
        taken = in.offset();
      }
    } catch (RdbInput.Incomplete _) {
      wanted = in.rewind();
    }
    if (state != State.CHECKSUM && state != State.ENDED) {
      checksumUpTo(in.at());
    }
    return in.at() - from;
  }

  private void checksumUpTo(int to) {
    if (verify) {
      crc = Crc64.update(crc, window, crcFrom, to - crcFrom);
      crcFrom = to;
    }
  }

  private void step() throws RdbException {
    switch (state) {
      case HEADER -> header();
      case BODY -> item();
      case ELEMENTS -> {
        Value value = values.more();
        if (value != null) {
          state = State.BODY;
          entry(value);
        }
      }
      case MODULE_AUX -> moduleAux();
      case CHECKSUM -> checksum();
      case ENDED -> throw new AssertionError("reading beyond the end");
    }
  }

  private void header() throws RdbException {
    byte[] head = in.raw(HEADER_LENGTH);
    boolean magic = Bytes.text(head).startsWith("REDIS");
    boolean digits = true;
    for (int i = 5; i < HEADER_LENGTH; i++) {
      digits &= head[i] >= '0' && head[i] <= '9';
      version = version * 10 + head[i] - '0';
    }
    if (!magic || !digits || version < 1 || version > NEWEST) {
      throw new RdbException(
          Damage.FOREIGN,
          0,
          magic && digits
              ? "Can't handle RDB format version " + version
              : "Wrong signature trying to load DB from file",
          "expected REDIS0001 to REDIS00" + NEWEST + ", saw " + HexFormat.of().formatHex(head));
    }
    state = State.BODY;
    sink.header(version);
  }

  private void item() throws RdbException {
    long start = in.offset();
    int type = in.u8();
    switch (type) {
      case RdbType.EXPIRE_MS -> expireAt = in.i64();
      case RdbType.EXPIRE_SECONDS -> expireAt = in.i32() * 1000L;
      case RdbType.IDLE -> idle = in.length();
      case RdbType.FREQ -> freq = in.u8();
      case RdbType.SELECT_DB -> selectDb();
      case RdbType.RESIZE_DB -> sink.resize(in.length(), in.length());
      case RdbType.AUX -> sink.aux(in.string(), in.string());
      case RdbType.FUNCTION_2 -> sink.functionLibrary(in.string());
      case RdbType.FUNCTION_PRE_GA -> oldLibrary();
      case RdbType.MODULE_AUX -> {
        in.length();
        expectNumber();
        state = State.MODULE_AUX;
      }
      case RdbType.EOF -> {
        checksumUpTo(in.at());
        state = State.CHECKSUM;
        if (version < CHECKSUM_SINCE) {
          state = State.ENDED;
          sink.end(false);
        }
      }
      default -> {
        key = in.string();
        Value value = values.begin(type, start);
        if (value == null) {
          state = State.ELEMENTS;
        } else {
          entry(value);
        }
      }
    }
  }

  /** A library of a release candidate of 7.0: name, engine, perhaps a description, code. */
  private void oldLibrary() throws RdbException {
    byte[] name = in.string();
    byte[] engine = in.string();
    if (in.length() != 0) {
      in.string();
    }
    sink.functionLibrary(LibraryPayload.source(name, engine, in.string()));
  }

  private void entry(Value value) throws RdbException {
    sink.entry(db, key, value, expireAt, idle, freq);
    expireAt = KeyEntry.NEVER;
    idle = -1;
    freq = -1;
  }

  private void selectDb() throws RdbException {
    long start = in.offset();
    long number = in.length();
    if (number > Integer.MAX_VALUE) {
      throw new RdbException(start, "expected the number of a database, saw " + number);
    }
    db = (int) number;
    sink.selectDb(db);
  }

  /** Data of a module, which tells of each field how long it is: skipped. */
  private void moduleAux() throws RdbException {
    long start = in.offset();
    long field = in.length();
    switch ((int) Math.min(field, Integer.MAX_VALUE)) {
      case 0 -> state = State.BODY;
      case 1, 2 -> in.anyLength();
      case 3 -> in.skip(4);
      case 4 -> in.skip(8);
      case 5 -> in.blob();
      default -> throw new RdbException(start, "expected a field of a module, saw " + field);
    }
  }

  private void expectNumber() throws RdbException {
    long start = in.offset();
    long kind = in.length();
    if (kind != 2) {
      throw new RdbException(start, "expected a number of a module (2), saw " + kind);
    }
    in.length();
  }

  private void checksum() throws RdbException {
    long start = in.offset();
    long stored = in.i64();
    if (verify && stored != 0 && stored != crc) {
      throw RdbException.content(
          start,
          "RDB CRC error",
          "expected the checksum "
              + HexFormat.of().toHexDigits(crc)
              + ", saw "
              + HexFormat.of().toHexDigits(stored));
    }
    state = State.ENDED;
    sink.end(verify && stored != 0);
  }
}

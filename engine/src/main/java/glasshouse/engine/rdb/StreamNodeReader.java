package glasshouse.engine.rdb;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamNode;
import java.util.Arrays;

/**
 * Reads a node of a stream and proves that it is what {@link StreamNode} says: counts that are
 * true, ids of living entries that rise, entries that end where they say.
 */
final class StreamNodeReader {
  private static final int DELETED = 1;
  private static final int SAME_FIELDS = 2;

  private final RdbInput in;
  private final Listpack pack;
  private final StreamId first;
  private StreamId last;
  private long seen;
  private long marked;
  private long elements;

  /**
   * A reader of the string that was just read.
   *
   * @param first the id under which it stands
   * @param before the greatest id of the node before; 0-0 for none
   * @param start offset in the file, for messages
   */
  StreamNodeReader(StreamId first, StreamId before, RdbInput in, long start) throws RdbException {
    this.first = first;
    this.in = in;
    last = before;
    pack = new Listpack(in.blobBytes, in.blobAt, in.blobLength, start);
  }

  /** The id of the last entry that is not deleted. */
  StreamId last() {
    return last;
  }

  /** The node. */
  StreamNode read() throws RdbException {
    final long live = count("a number of entries");
    final long deleted = count("a number of deleted entries");
    final int from = pack.at;
    elements = 0;
    entries();
    if (seen == 0) {
      throw pack.damage("expected an entry, saw none");
    }
    if (seen - marked != live || marked != deleted) {
      throw pack.damage(
          String.format(
              "expected %d entries and %d deleted ones, saw %d and %d",
              live, deleted, seen - marked, marked));
    }
    byte[] body = Arrays.copyOfRange(in.blobBytes, from, pack.end - 1);
    return new StreamNode(first, (int) live, (int) deleted, body, elements);
  }

  private void entries() throws RdbException {
    long fields = count("a number of fields");
    skip(fields, "a field");
    if (number("the end of the fields") != 0) {
      throw pack.damage("expected a zero behind the fields");
    }
    while (pack.next()) {
      elements++;
      entry(fields, value("flags"));
    }
  }

  private void entry(long fields, long flags) throws RdbException {
    if (flags < 0 || flags > (DELETED | SAME_FIELDS)) {
      throw pack.damage("expected flags of an entry, saw " + flags);
    }
    final long start = elements - 1;
    long ms = first.ms() + number("a distance of milliseconds");
    StreamId id = new StreamId(ms, first.seq() + number("a distance of sequence numbers"));
    boolean deleted = (flags & DELETED) != 0;
    if (!deleted && id.compareTo(last) <= 0 || seen == 0 && !id.equals(first)) {
      throw pack.damage("expected an id above " + last + ", saw " + id);
    }
    boolean same = (flags & SAME_FIELDS) != 0;
    long count = same ? fields : count("a number of fields");
    skip(count, "a value");
    if (!same) {
      skip(count, "a value");
    }
    long pieces = elements - start;
    if (number("the number of elements") != pieces) {
      throw pack.damage("expected the number of elements of the entry, " + pieces);
    }
    if (!deleted) {
      last = id;
    }
    seen++;
    marked += flags & DELETED;
  }

  private void skip(long count, String what) throws RdbException {
    for (long i = 0; i < count; i++) {
      pack.second(what);
      elements++;
    }
  }

  private long count(String what) throws RdbException {
    long value = number(what);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw pack.damage("expected " + what + ", saw " + value);
    }
    return value;
  }

  private long number(String what) throws RdbException {
    pack.second(what);
    elements++;
    return value(what);
  }

  private long value(String what) throws RdbException {
    if (pack.source == pack.bytes) {
      throw pack.damage("expected " + what + ", saw a text");
    }
    return Numbers.parseLong(pack.source, pack.from, pack.length);
  }
}

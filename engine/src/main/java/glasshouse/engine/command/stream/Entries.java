package glasshouse.engine.command.stream;

import glasshouse.engine.keyspace.SliceVisitor;
import glasshouse.engine.keyspace.StreamCursor;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.ReplyWriter;

/** Entries as replies show them: the id, and an array of field, value, field, value. */
final class Entries {
  private Entries() {}

  /** An id. */
  static void id(ReplyWriter reply, StreamId id) {
    reply.bulk(id.bytes());
  }

  /** The entry on which the cursor stands. */
  static void one(ReplyWriter reply, StreamCursor entry, SliceVisitor bulk) {
    reply.array(2);
    id(reply, entry.id());
    reply.array(2L * entry.fields());
    entry.visit(bulk);
  }

  /** The entry of this id; false, with nothing written, when there is none. */
  static boolean byId(ReplyWriter reply, StreamValue stream, StreamId id) {
    return first(reply, stream.range(id, id, false));
  }

  /** An entry that has a new consumer: all of it, or its id alone (JUSTID). */
  static void claimed(ReplyWriter reply, StreamValue stream, StreamId id, boolean idsOnly) {
    if (idsOnly) {
      id(reply, id);
    } else {
      byId(reply, stream, id);
    }
  }

  /** The next entry of the range; false, with nothing written, when there is none. */
  static boolean first(ReplyWriter reply, StreamCursor range) {
    if (!range.next()) {
      return false;
    }
    one(reply, range, reply::bulk);
    return true;
  }

  /** An array of the next entries of the range, {@code count} at most (0: all). */
  static void range(ReplyWriter reply, StreamCursor range, long count) {
    SliceVisitor bulk = reply::bulk;
    int mark = reply.open();
    long shown = 0;
    while ((count == 0 || shown < count) && range.next()) {
      one(reply, range, bulk);
      shown++;
    }
    reply.closeArray(mark, shown);
  }
}

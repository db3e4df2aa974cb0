package glasshouse.engine.command.stream;

import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamPending;
import glasshouse.engine.keyspace.StreamProgress;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.ReplyWriter;
import java.util.Map;
import java.util.NavigableMap;

/** What XINFO STREAM answers. */
final class StreamInfo {
  private static final int FIGURES = 7;

  private StreamInfo() {}

  /** Figures, the first and the last entry. */
  static void summary(ReplyWriter reply, StreamValue stream) {
    reply.map(FIGURES + 3);
    figures(reply, stream);
    reply.bulk("groups");
    reply.integer(stream.groups().size());
    end(reply, stream, "first-entry", false);
    end(reply, stream, "last-entry", true);
  }

  private static void end(ReplyWriter reply, StreamValue stream, String name, boolean last) {
    reply.bulk(name);
    if (!Entries.first(reply, stream.range(StreamId.MIN, StreamId.MAX, last))) {
      reply.nil();
    }
  }

  /** Figures, entries, groups and consumers with what is pending: {@code count} of each, 0: all. */
  static void full(ReplyWriter reply, StreamValue stream, long count) {
    reply.map(FIGURES + 2);
    figures(reply, stream);
    reply.bulk("entries");
    Entries.range(reply, stream.range(StreamId.MIN, StreamId.MAX, false), count);
    reply.bulk("groups");
    reply.array(stream.groups().size());
    for (StreamGroup group : stream.groups()) {
      group(reply, stream, group, count);
    }
  }

  private static void figures(ReplyWriter reply, StreamValue stream) {
    number(reply, "length", stream.length());
    number(reply, "radix-tree-keys", stream.nodes());
    number(reply, "radix-tree-nodes", stream.radixNodes());
    id(reply, "last-generated-id", stream.lastId());
    id(reply, "max-deleted-entry-id", stream.maxDeletedId());
    number(reply, "entries-added", stream.entriesAdded());
    id(reply, "recorded-first-entry-id", stream.firstId());
  }

  private static void group(ReplyWriter reply, StreamValue stream, StreamGroup group, long count) {
    reply.map(7);
    reply.bulk("name");
    reply.bulk(group.name());
    progress(reply, stream, group);
    number(reply, "pel-count", group.pending().size());
    pending(reply, group.pending(), count, true);
    reply.bulk("consumers");
    reply.array(group.consumers().size());
    for (StreamConsumer consumer : group.consumers()) {
      reply.map(4);
      reply.bulk("name");
      reply.bulk(consumer.name());
      number(reply, "seen-time", consumer.seenAt());
      number(reply, "pel-count", consumer.pending().size());
      pending(reply, consumer.pending(), count, false);
    }
  }

  /** How far a group has come: three pairs. */
  static void progress(ReplyWriter reply, StreamValue stream, StreamGroup group) {
    id(reply, "last-delivered-id", group.lastId());
    known(reply, "entries-read", group.entriesRead(), StreamProgress.UNKNOWN);
    known(reply, "lag", StreamProgress.lag(stream, group), StreamProgress.NO_LAG);
  }

  private static void pending(
      ReplyWriter reply,
      NavigableMap<StreamId, StreamPending> pending,
      long count,
      boolean consumers) {
    reply.bulk("pending");
    long most = count == 0 ? pending.size() : Math.min(count, pending.size());
    reply.array(most);
    long shown = 0;
    for (Map.Entry<StreamId, StreamPending> entry : pending.entrySet()) {
      if (shown++ == most) {
        break;
      }
      reply.array(consumers ? 4 : 3);
      Entries.id(reply, entry.getKey());
      if (consumers) {
        reply.bulk(entry.getValue().consumer().name());
      }
      reply.integer(entry.getValue().deliveredAt());
      reply.integer(entry.getValue().deliveries());
    }
  }

  private static void known(ReplyWriter reply, String name, long value, long unknown) {
    reply.bulk(name);
    if (value == unknown) {
      reply.nil();
    } else {
      reply.integer(value);
    }
  }

  private static void number(ReplyWriter reply, String name, long value) {
    reply.bulk(name);
    reply.integer(value);
  }

  private static void id(ReplyWriter reply, String name, StreamId id) {
    reply.bulk(name);
    Entries.id(reply, id);
  }
}

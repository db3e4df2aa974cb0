package glasshouse.engine.aof;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Reals;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;

/**
 * Writes a data set as the commands that make it (Redis, rewriteAppendOnlyFileRio): collections in
 * groups of 64 elements, expiry after the value.
 */
public final class BaseCommands {
  private static final int GROUP = 64;

  private final ByteBuilder out;
  private final byte[] key;
  private int left;
  private int group;

  private BaseCommands(ByteBuilder out, byte[] key) {
    this.out = out;
    this.key = key;
  }

  /** The commands that make an entry. */
  public static void write(KeyEntry entry, ByteBuilder out) {
    BaseCommands commands = new BaseCommands(out, entry.key());
    switch (entry.value()) {
      case StringValue string -> commands.string(string);
      case ListValue list -> commands.list(list);
      case SetValue set -> commands.set(set);
      case HashValue hash -> commands.hash(hash);
      case SortedSetValue set -> commands.sortedSet(set);
      case StreamValue stream -> new StreamCommands(entry.key(), out).write(stream);
    }
    if (entry.expireAt() != KeyEntry.NEVER) {
      Args.of(Bytes.of("PEXPIREAT"), entry.key(), Bytes.of(Long.toString(entry.expireAt())))
          .encode(out);
    }
  }

  private void string(StringValue string) {
    Args.of(Bytes.of("SET"), key, string.bytes()).encode(out);
  }

  private void list(ListValue list) {
    left = list.size();
    list.range(0, list.size(), (bytes, at, length) -> element("RPUSH", 1, bytes, at, length));
  }

  private void set(SetValue set) {
    left = set.size();
    set.forEach(member -> element("SADD", 1, member, 0, member.length));
  }

  private void hash(HashValue hash) {
    left = hash.size();
    hash.visit(
        (field, fieldAt, fieldLength, value, at, length) -> {
          element("HMSET", 2, field, fieldAt, fieldLength);
          bulk(value, at, length);
        });
  }

  private void sortedSet(SortedSetValue set) {
    left = set.size();
    set.forEach(
        member -> {
          byte[] score = Bytes.of(Reals.text17(member.score() + 0.0));
          element("ZADD", 2, score, 0, score.length);
          bulk(member.key(), 0, member.key().length);
        });
  }

  /** The first word of an element of {@code width} words, behind a new command when it is due. */
  private void element(String command, int width, byte[] bytes, int at, int length) {
    if (group == 0) {
      group = Math.min(GROUP, left);
      left -= group;
      out.put('*').decimal(2 + (long) group * width).crlf();
      bulk(Bytes.of(command), 0, command.length());
      bulk(key, 0, key.length);
    }
    group--;
    bulk(bytes, at, length);
  }

  private void bulk(byte[] bytes, int at, int length) {
    out.put('$').decimal(length).crlf().put(bytes, at, length).crlf();
  }
}

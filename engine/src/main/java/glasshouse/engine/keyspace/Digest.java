package glasshouse.engine.keyspace;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Reals;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The fingerprint of data that DEBUG DIGEST gives, as Redis 7.0 computes it: equal for equal
 * databases, whatever order their tables have.
 *
 * <p>Two operations on twenty bytes build it. Adding xors the SHA-1 of some bytes in, so that order
 * does not matter (members of a set, keys of a database); mixing adds and then replaces the whole
 * by its own SHA-1, so that order does (key then value, elements of a list).
 */
public final class Digest {
  private static final int SIZE = 20;
  private static final byte[] EXPIRES = Bytes.of("!!expire!!");

  private static final int STRING = 0;
  private static final int LIST = 1;
  private static final int SET = 2;
  private static final int SORTED_SET = 3;
  private static final int HASH = 4;
  private static final int STREAM = 6;

  private final MessageDigest sha1;
  private final byte[] hashed = new byte[SIZE];
  private final byte[] key = new byte[SIZE];
  private final byte[] element = new byte[SIZE];
  private final byte[] four = new byte[4];
  private final ByteBuilder text = new ByteBuilder(32);
  private final byte[] total = new byte[SIZE];

  /** A digest of nothing: forty zeros. */
  public Digest() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }

  /** The digest of all databases, as DEBUG DIGEST prints it; expired keys in memory count. */
  public static String of(Keyspace keyspace) {
    Digest digest = new Digest();
    for (int i = 0; i < keyspace.count(); i++) {
      Database db = keyspace.database(i);
      if (db.size() > 0) {
        digest.database(i);
        db.forEach(digest::entry);
      }
    }
    return digest.hex();
  }

  /** The digest of one value and of whether it expires, as DEBUG DIGEST-VALUE prints it. */
  public static String ofValue(Value value, boolean expires) {
    Digest digest = new Digest();
    digest.value(digest.total, value, expires);
    return digest.hex();
  }

  /**
   * Entries that are added from now on belong to this database; in rising order, empty ones not.
   */
  public void database(int index) {
    number(total, index);
  }

  /** Adds a key of the present database. */
  public void entry(KeyEntry entry) {
    zero(key);
    mix(key, entry.key(), 0, entry.key().length);
    value(key, entry.value, entry.deadline != null);
    add(total, key, 0, SIZE);
  }

  /** What was added so far, as forty hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(total);
  }

  /** Forgets what was added. */
  public void clear() {
    zero(total);
  }

  private void value(byte[] into, Value value, boolean expires) {
    switch (value) {
      case StringValue string -> {
        number(into, STRING);
        string(into, string);
      }
      case ListValue list -> {
        number(into, LIST);
        list.range(0, list.size(), (bytes, at, length) -> mix(into, bytes, at, length));
      }
      case SetValue set -> {
        number(into, SET);
        set.forEach(member -> add(into, member, 0, member.length));
      }
      case SortedSetValue set -> {
        number(into, SORTED_SET);
        boolean packed = set.encoding().equals("listpack");
        set.forEach(member -> scored(into, member, packed));
      }
      case HashValue hash -> {
        number(into, HASH);
        hash.visit(
            (field, fieldAt, fieldLength, held, at, length) -> {
              zero(element);
              mix(element, field, fieldAt, fieldLength);
              mix(element, held, at, length);
              add(into, element, 0, SIZE);
            });
      }
      case StreamValue stream -> {
        number(into, STREAM);
        stream(into, stream);
      }
    }
    if (expires) {
      add(into, EXPIRES, 0, EXPIRES.length);
    }
  }

  /** Entries only: groups do not count. */
  private void stream(byte[] into, StreamValue stream) {
    StreamCursor cursor = stream.range(StreamId.MIN, StreamId.MAX, false);
    while (cursor.next()) {
      byte[] id = Bytes.of(cursor.id().text('.'));
      mix(into, id, 0, id.length);
      cursor.visit((bytes, at, length) -> mix(into, bytes, at, length));
    }
  }

  private void string(byte[] into, StringValue string) {
    if (string.isNumber()) {
      text.clear();
      string.appendTo(text);
      mix(into, text.array(), 0, text.length());
    } else {
      mix(into, string.array(), 0, string.length());
    }
  }

  /** A listpack of Redis 7.0 keeps whole scores as integers, so a negative zero loses its sign. */
  private void scored(byte[] into, SortedSetValue.Member member, boolean packed) {
    byte[] score = Bytes.of(Reals.text17(packed ? member.score + 0.0 : member.score));
    zero(element);
    mix(element, member.key, 0, member.key.length);
    mix(element, score, 0, score.length);
    add(into, element, 0, SIZE);
  }

  /** Mixes four bytes in, big endian. */
  private void number(byte[] into, int number) {
    four[2] = (byte) (number >>> 8);
    four[3] = (byte) number;
    mix(into, four, 0, four.length);
  }

  private void mix(byte[] into, byte[] bytes, int offset, int length) {
    add(into, bytes, offset, length);
    hash(into, 0, SIZE, into);
  }

  private void add(byte[] into, byte[] bytes, int offset, int length) {
    hash(bytes, offset, length, hashed);
    for (int i = 0; i < SIZE; i++) {
      into[i] ^= hashed[i];
    }
  }

  private void hash(byte[] bytes, int offset, int length, byte[] target) {
    sha1.update(bytes, offset, length);
    try {
      sha1.digest(target, 0, SIZE);
    } catch (DigestException e) {
      throw new AssertionError("a SHA-1 has twenty bytes", e);
    }
  }

  private static void zero(byte[] bytes) {
    Arrays.fill(bytes, (byte) 0);
  }
}

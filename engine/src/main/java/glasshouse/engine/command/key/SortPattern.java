package glasshouse.engine.command.key;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of SORT BY and GET: {@code weight_*} is the string of that key with the element for the
 * star, {@code user_*->age} a field of that hash, {@code #} the element itself. Without a star
 * there is no value.
 */
final class SortPattern {
  private final byte[] pattern;
  private final int star;
  private final int keyEnd;

  SortPattern(byte[] pattern) {
    this.pattern = pattern;
    int at = 0;
    while (at < pattern.length && pattern[at] != '*') {
      at++;
    }
    star = at;
    keyEnd = arrow(pattern, at + 1);
  }

  /** Where the first arrow begins that has a field behind it, else the end. */
  private static int arrow(byte[] pattern, int from) {
    for (int i = from; i + 1 < pattern.length; i++) {
      if (pattern[i] == '-' && pattern[i + 1] == '>') {
        return i + 2 < pattern.length ? i : pattern.length;
      }
    }
    return pattern.length;
  }

  /** The value for an element, or null. */
  byte @Nullable [] value(Call call, byte[] element) {
    if (pattern.length == 1 && pattern[0] == '#') {
      return element;
    }
    if (star == pattern.length) {
      return null;
    }
    ByteBuilder key = new ByteBuilder(pattern.length + element.length);
    key.put(pattern, 0, star).put(element).put(pattern, star + 1, keyEnd - star - 1);
    KeyEntry entry = call.lookup(key.toByteArray());
    if (entry == null) {
      return null;
    }
    if (keyEnd == pattern.length) {
      return entry.value() instanceof StringValue string ? string.bytes() : null;
    }
    byte[] field = Arrays.copyOfRange(pattern, keyEnd + 2, pattern.length);
    return entry.value() instanceof HashValue hash ? hash.get(field) : null;
  }
}

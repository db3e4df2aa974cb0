package glasshouse.engine.command.acl;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Glob;
import glasshouse.engine.command.server.KeyUses;

/**
 * Keys that may be read, written or both.
 *
 * @param rights bits of {@link KeyUses#READ} and {@link KeyUses#WRITE}, at least one
 */
record KeyPattern(String pattern, byte[] bytes, int rights) {
  static final int ALL = KeyUses.READ | KeyUses.WRITE;

  KeyPattern(String pattern, int rights) {
    this(pattern, Bytes.of(pattern), rights);
  }

  /** True when it grants all of {@code wanted} for the key. */
  boolean grants(byte[] key, int wanted) {
    return (rights & wanted) == wanted && Glob.matches(bytes, key);
  }

  /** The rule that makes it. */
  String rule() {
    return switch (rights) {
          case KeyUses.READ -> "%R~";
          case KeyUses.WRITE -> "%W~";
          default -> "~";
        }
        + pattern;
  }
}

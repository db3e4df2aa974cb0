package glasshouse.engine.live.netty;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permissions of a file, from the number that chmod takes to the words that Java takes. */
final class Permissions {
  private static final int BITS = 9;

  private Permissions() {}

  /** The permissions of {@code mode}, 0 to 0777: Java's words stand in the order of its bits. */
  static Set<PosixFilePermission> of(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode >> (BITS - 1 - permission.ordinal()) & 1) != 0) {
        set.add(permission);
      }
    }
    return set;
  }
}

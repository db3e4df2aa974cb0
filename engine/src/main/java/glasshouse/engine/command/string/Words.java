package glasshouse.engine.command.string;

import glasshouse.engine.base.Bytes;

/** Words of commands that replicas get in the place of the client's. */
final class Words {
  static final byte[] SET = Bytes.of("SET");
  static final byte[] PXAT = Bytes.of("PXAT");
  static final byte[] KEEPTTL = Bytes.of("KEEPTTL");
  static final byte[] PERSIST = Bytes.of("PERSIST");

  private Words() {}
}

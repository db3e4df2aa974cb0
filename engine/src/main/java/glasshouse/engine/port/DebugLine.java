package glasshouse.engine.port;

import glasshouse.engine.base.ByteBuilder;

/**
 * The line to a client that debugs a script. Who reads from it stands still meanwhile: the whole
 * node, or a copy of it that runs on its own.
 */
public interface DebugLine {
  /** A client that is gone. */
  DebugLine GONE =
      new DebugLine() {
        @Override
        public byte[] read(int most) {
          return new byte[0];
        }

        @Override
        public void write(ByteBuilder bytes) {
          bytes.clear();
        }

        @Override
        public boolean gone() {
          return true;
        }

        @Override
        public void close() {}
      };

  /**
   * Waits until the client has sent something.
   *
   * @return between one and {@code most} bytes; none when the client is gone, or the node is asked
   *     to end
   */
  byte[] read(int most);

  /** Sends bytes, and clears them; waits for a client that is slow to take them, but not long. */
  void write(ByteBuilder bytes);

  /** True when the client is gone. */
  boolean gone();

  /** True when the script is to end at once. */
  default boolean killed() {
    return false;
  }

  /** A line for the log, of a script that runs beside its node; {@code level} 0 to 3. */
  default void log(int level, String text) {}

  /** The session has ended: others are served again. */
  void close();
}

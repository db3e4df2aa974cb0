package glasshouse.engine.port;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A file of pages as a store needs it: read through a mapping, written by position, made durable
 * when asked.
 */
public interface PageFile extends AutoCloseable {
  /** Its name for messages. */
  String name();

  /** Length in bytes. */
  long size() throws IOException;

  /**
   * The first {@code length} bytes to read, not to write; what is written later is seen through it.
   * It stays valid as long as it is reachable, also after the file was closed.
   *
   * @param length bytes, not more than the file has
   */
  MemorySegment map(long length) throws IOException;

  /** Writes all that remains in {@code bytes} at {@code position}; the file grows when needed. */
  void write(long position, ByteBuffer bytes) throws IOException;

  /** Makes the file {@code size} bytes long; new bytes are zero. */
  void resize(long size) throws IOException;

  /** Returns when all that was written is durable (fdatasync). */
  void syncData() throws IOException;

  /** Returns when all that was written and the file's length are durable (fsync). */
  void syncAll() throws IOException;

  @Override
  void close() throws IOException;
}

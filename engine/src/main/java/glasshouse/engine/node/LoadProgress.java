package glasshouse.engine.node;

/** How far the load of a data set is. */
final class LoadProgress {
  private long startedAt;
  private long total;
  private long loaded;
  private long usedMemory;

  /** A load of {@code bytes} begins. */
  void start(long now, long bytes) {
    startedAt = now;
    total = bytes;
    loaded = 0;
    usedMemory = 0;
  }

  /** What the data took where they were saved, as the file says; bytes, 0 when it does not. */
  long usedMemory() {
    return usedMemory;
  }

  /** Notes {@link #usedMemory}. */
  void usedMemory(long bytes) {
    usedMemory = Math.max(0, bytes);
  }

  /** So many more bytes were read. */
  void add(long bytes) {
    loaded += bytes;
  }

  /** The load is over. */
  void end() {
    total = 0;
  }

  /** Unix milliseconds. */
  long startedAt() {
    return startedAt;
  }

  /** Bytes in all; 0 when not known. */
  long total() {
    return total;
  }

  /** Bytes read. */
  long loaded() {
    return loaded;
  }
}

package glasshouse.engine.cache;

/**
 * How a store is opened.
 *
 * @param readOnly nothing is changed, and others may read the file at the same time
 * @param timeoutMillis how long to wait for the file's lock; 0 waits for ever, as bbolt does unless
 *     told otherwise
 * @param noFreelistSync the free pages are not written at each commit but searched for at open
 * @param noSync commits do not wait until they are durable: a crash may lose or damage all
 * @param strict the whole file is checked before each commit ends
 * @param initialMapSize bytes to map at least, so that growing does not wait for readers; 0 for
 *     none
 * @param maxSize bytes the file may grow to; 0 for no bound
 * @param pageSize bytes of a page of a new file, a power of two from 1024 to 65536
 */
public record StoreOptions(
    boolean readOnly,
    long timeoutMillis,
    boolean noFreelistSync,
    boolean noSync,
    boolean strict,
    long initialMapSize,
    long maxSize,
    int pageSize) {
  /** As bbolt opens a file when nothing is said: to write, waiting for ever. */
  public static final StoreOptions DEFAULT =
      new StoreOptions(false, 0, false, false, false, 0, 0, 4096);

  /** Checks the ranges. */
  public StoreOptions {
    if (pageSize < Layout.MIN_PAGE_SIZE
        || pageSize > Layout.MAX_PAGE_SIZE
        || Integer.bitCount(pageSize) != 1) {
      throw new IllegalArgumentException(
          "page size " + pageSize + ", expected a power of two from 1024 to 65536");
    }
    if (timeoutMillis < 0 || initialMapSize < 0 || maxSize < 0) {
      throw new IllegalArgumentException("timeout and sizes are 0 or more");
    }
  }

  /** The same, only to read. */
  public StoreOptions reading() {
    return new StoreOptions(
        true, timeoutMillis, noFreelistSync, noSync, strict, initialMapSize, maxSize, pageSize);
  }

  /** The same, with a time to wait for the file's lock. */
  public StoreOptions within(long millis) {
    return new StoreOptions(
        readOnly, millis, noFreelistSync, noSync, strict, initialMapSize, maxSize, pageSize);
  }

  /** The same, without the free pages in the file. */
  public StoreOptions withoutFreelist() {
    return new StoreOptions(
        readOnly, timeoutMillis, true, noSync, strict, initialMapSize, maxSize, pageSize);
  }

  /** The same, without waiting for the disk. */
  public StoreOptions withoutSync() {
    return new StoreOptions(
        readOnly, timeoutMillis, noFreelistSync, true, strict, initialMapSize, maxSize, pageSize);
  }

  /** The same, with a check before each commit ends. */
  public StoreOptions checking() {
    return new StoreOptions(
        readOnly, timeoutMillis, noFreelistSync, noSync, true, initialMapSize, maxSize, pageSize);
  }

  /** The same, mapping at least so many bytes. */
  public StoreOptions mapping(long bytes) {
    return new StoreOptions(
        readOnly, timeoutMillis, noFreelistSync, noSync, strict, bytes, maxSize, pageSize);
  }

  /** The same, with a bound for the file. */
  public StoreOptions atMost(long bytes) {
    return new StoreOptions(
        readOnly, timeoutMillis, noFreelistSync, noSync, strict, initialMapSize, bytes, pageSize);
  }

  /** The same, with this page size for a new file. */
  public StoreOptions paging(int bytes) {
    return new StoreOptions(
        readOnly, timeoutMillis, noFreelistSync, noSync, strict, initialMapSize, maxSize, bytes);
  }
}

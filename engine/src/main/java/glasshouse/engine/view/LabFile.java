package glasshouse.engine.view;

import java.util.List;

/**
 * A store's file as its newest state is, also while somebody holds its lock.
 *
 * @param name its name without directories
 * @param bytes its length; 0 when it is not there
 * @param pageSize bytes of a page; 0 when it cannot be read
 * @param txid the newest commit
 * @param pages every page, by number
 * @param buckets with what is in them, outer ones before inner ones
 * @param check what is wrong with it; empty when nothing is
 */
public record LabFile(
    String name,
    long bytes,
    int pageSize,
    long txid,
    List<Page> pages,
    List<Bucket> buckets,
    List<String> check) {

  /** What a page is. */
  public enum Kind {
    /** The state of the file, one of two. */
    META,
    /** The list of free pages. */
    FREELIST,
    /** Keys that lead to other pages. */
    BRANCH,
    /** Keys and values. */
    LEAF,
    /** Goes on with the page before it. */
    OVERFLOW,
    /** Free. */
    FREE,
    /** No longer used, but kept for readers of an older state. */
    PENDING
  }

  /**
   * A page.
   *
   * @param id its number
   * @param kind what it is
   * @param items elements on it
   * @param bucket the bucket it belongs to; empty when to none
   * @param readers who keeps it, for example reading tx 5; empty unless it is pending
   */
  public record Page(long id, Kind kind, int items, String bucket, List<String> readers) {}

  /**
   * A bucket.
   *
   * @param path its name, after those of the buckets around it
   * @param entries at most the first hundred
   * @param size how many there are
   */
  public record Bucket(String path, List<Entry> entries, int size) {}

  /**
   * A key and its value.
   *
   * @param key as text
   * @param value as text, at most the first two hundred letters
   * @param expiresMillis when it expires, by the lab's clock; -1 for never
   */
  public record Entry(String key, String value, long expiresMillis) {}

  /** Pages of a kind. */
  public long count(Kind kind) {
    return pages.stream().filter(page -> page.kind() == kind).count();
  }
}

package glasshouse.engine.node;

/** What came of a disk request. */
public sealed interface DiskResult {
  /** The number of the file, as the node gave it. */
  long file();

  /** All bytes given so far are accepted; more may follow. */
  record Accepted(long file) implements DiskResult {}

  /** What was asked for stands, synced. */
  record Committed(long file) implements DiskResult {}

  /** There is such a file, of so many bytes. */
  record Size(long file, long bytes) implements DiskResult {}

  /** A part of a file that is read; {@code last} ends it. */
  record Part(long file, byte[] bytes, boolean last) implements DiskResult {}

  /** There is no such file. */
  record Absent(long file) implements DiskResult {}

  /** It failed; the reason names the path. What stood under the final name is as it was. */
  record Failed(long file, String why) implements DiskResult {
    /** What the system said, without where. */
    public String reason() {
      return why.substring(why.lastIndexOf(": ") + 2);
    }
  }
}

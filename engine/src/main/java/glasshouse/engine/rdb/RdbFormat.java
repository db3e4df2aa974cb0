package glasshouse.engine.rdb;

/**
 * Which dialect is written.
 *
 * @param version 8 (Redis 4.0), 9 (5.0 to 6.2), 10 (7.0), 11 (7.2) or 12 (7.4); from 10 on small
 *     hashes, sorted sets and lists are listpacks
 * @param compress long strings are compressed with LZF where that makes them shorter
 *     (rdbcompression)
 * @param checksum the file ends with a CRC-64; zero bytes otherwise (rdbchecksum)
 */
public record RdbFormat(int version, boolean compress, boolean checksum) {
  /** As redis-server 7.0 writes it unless configured otherwise. */
  public static final RdbFormat REDIS_7 = new RdbFormat(10, true, true);

  /** Refuses versions we cannot write. */
  public RdbFormat {
    if (version < 8 || version > 12) {
      throw new IllegalArgumentException("RDB version " + version + ": 8 to 12 are written");
    }
  }

  boolean listpacks() {
    return version >= 10;
  }
}

package glasshouse.engine.cache;

import java.util.List;

/**
 * Numbers of a store at one moment.
 *
 * @param pageSize bytes of a page
 * @param txid the newest commit
 * @param pages pages of the file that were ever used
 * @param freePages pages that may be used at once
 * @param pendingPages pages that will be once the readers that see them are gone
 * @param readers the states that open readers are on, oldest first
 * @param mappedSize bytes up to which the file can grow without waiting for readers
 */
public record StoreStats(
    int pageSize,
    long txid,
    long pages,
    long freePages,
    long pendingPages,
    List<Long> readers,
    long mappedSize) {}

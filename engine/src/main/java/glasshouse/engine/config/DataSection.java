package glasshouse.engine.config;

/** The data set in memory: bounds, eviction, expiry, compact forms. */
public final class DataSection extends Section {
  /** Bytes of memory; 0 for no bound. */
  public final NumberParameter maxmemory = memory("maxmemory", 0, 0, LONG).unsigned();

  /** Who goes when memory is short. */
  public final WordParameter maxmemoryPolicy =
      word(
          "maxmemory-policy",
          "noeviction",
          "volatile-lru volatile-lfu volatile-random volatile-ttl allkeys-lru allkeys-lfu"
              + " allkeys-random noeviction");

  /** Keys that an approximate choice compares. */
  public final NumberParameter maxmemorySamples = number("maxmemory-samples", 5, 1, INT);

  /** How hard eviction works, 0 to 100. */
  public final NumberParameter evictionTenacity = number("maxmemory-eviction-tenacity", 10, 0, 100);

  /** Bytes that all clients may take; negative is a percentage of maxmemory; 0 for no bound. */
  public final NumberParameter maxmemoryClients =
      row(
          new NumberParameter(
              "maxmemory-clients", NumberParameter.Unit.MEMORY_OR_PERCENT, 0, -100, LONG));

  /** Lets LFU counters saturate later. */
  public final NumberParameter lfuLogFactor = number("lfu-log-factor", 10, 0, INT);

  /** Minutes after which an LFU counter is halved. */
  public final NumberParameter lfuDecayTime = number("lfu-decay-time", 1, 0, INT);

  /** How hard the active expiry cycle works, 1 to 10. */
  public final NumberParameter activeExpireEffort = number("active-expire-effort", 1, 1, 10);

  /** Whether evicted values are freed later. */
  public final FlagParameter lazyEviction = flag("lazyfree-lazy-eviction", false);

  /** Whether expired values are freed later; replicas then get UNLINK. */
  public final FlagParameter lazyExpire = flag("lazyfree-lazy-expire", false);

  /** Whether values that commands replace are freed later. */
  public final FlagParameter lazyServerDel = flag("lazyfree-lazy-server-del", false);

  /** Whether DEL behaves as UNLINK. */
  public final FlagParameter lazyUserDel = flag("lazyfree-lazy-user-del", false);

  /** Whether FLUSHALL without SYNC or ASYNC means ASYNC. */
  public final FlagParameter lazyUserFlush = flag("lazyfree-lazy-user-flush", false);

  /** Elements (positive) or a size class (-1 to -5) of a list's nodes. */
  public final NumberParameter listMaxSize =
      number("list-max-listpack-size list-max-ziplist-size", -2, Integer.MIN_VALUE, INT);

  /** Nodes at each end of a list that are not compressed; 0 for no compression. */
  public final NumberParameter listCompressDepth = number("list-compress-depth", 0, 0, INT);

  /** Pairs of a compact hash. */
  public final NumberParameter hashMaxEntries =
      number("hash-max-listpack-entries hash-max-ziplist-entries", 512, 0, LONG);

  /** Bytes of a field or value in a compact hash. */
  public final NumberParameter hashMaxValue =
      memory("hash-max-listpack-value hash-max-ziplist-value", 64, 0, LONG);

  /** Members of a set of integers. */
  public final NumberParameter setMaxIntset = number("set-max-intset-entries", 512, 0, LONG);

  /** Members of a compact sorted set. */
  public final NumberParameter sortedSetMaxEntries =
      number("zset-max-listpack-entries zset-max-ziplist-entries", 128, 0, LONG);

  /** Bytes of a member in a compact sorted set. */
  public final NumberParameter sortedSetMaxValue =
      memory("zset-max-listpack-value zset-max-ziplist-value", 64, 0, LONG);

  /** Bytes of a sparse HyperLogLog. */
  public final NumberParameter hllSparseMax = memory("hll-sparse-max-bytes", 3000, 0, LONG);

  /** Bytes of a node of a stream. */
  public final NumberParameter streamNodeBytes = memory("stream-node-max-bytes", 4096, 0, LONG);

  /** Entries of a node of a stream. */
  public final NumberParameter streamNodeEntries = number("stream-node-max-entries", 100, 0, LONG);

  DataSection() {}
}

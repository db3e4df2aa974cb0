package glasshouse.engine.node;

/**
 * The suspended link to a master, kept to go on from where it stopped.
 *
 * @param replid history
 * @param applied last byte applied; the next one is asked for
 * @param db database the stream stood on, -1 when it must say so first
 */
record CachedMaster(String replid, long applied, int db) {}

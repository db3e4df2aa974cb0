package glasshouse.engine.view;

/**
 * Where a node stands in a history. Offsets count bytes of the stream from 1.
 *
 * @param master true for a master, false for a replica
 * @param masterAddress {@code host:port} of the configured master, empty on a master
 * @param link state of the link to the master in ROLE's words: none, connect, connecting,
 *     handshake, sync, connected; empty on a master
 * @param linkDownSince Unix milliseconds since when the link is down, 0 while it is up or on a
 *     master
 * @param replid id of the history, 40 hexadecimal digits
 * @param replid2 id of the history before, 40 zeros for none
 * @param secondOffset first byte that belongs to {@code replid} alone, -1 for none
 * @param offset master_repl_offset: the last byte put into the stream, or applied and relayed
 * @param applied last byte of the master's stream that was applied, -1 on a master or without link
 * @param read last byte of the master's stream that was received, -1 on a master or without link
 * @param streamDb database the outgoing stream stands on, -1 when the next write must select one
 * @param linkDb database the master's link stands on (also the suspended one), -1 for none
 * @param syncPercent progress of a running full transfer from the master, -1 when none runs
 * @param failover master_failover_state of INFO
 */
public record ReplicationView(
    boolean master,
    String masterAddress,
    String link,
    long linkDownSince,
    String replid,
    String replid2,
    long secondOffset,
    long offset,
    long applied,
    long read,
    int streamDb,
    int linkDb,
    int syncPercent,
    String failover) {}

/**
 * Replication without sockets: histories and their ids, the backlog, the decision on PSYNC, and the
 * behaviour of releases as named switches.
 *
 * <p>May import: base, port, resp, rdb.
 */
@NullMarked
package glasshouse.engine.replication;

import org.jspecify.annotations.NullMarked;

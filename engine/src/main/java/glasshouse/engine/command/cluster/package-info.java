/**
 * The cluster family, as a server answers that is not part of a cluster: rows for everything, and
 * one refusal.
 *
 * <p>May import: base, port, resp, config, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.cluster;

import org.jspecify.annotations.NullMarked;

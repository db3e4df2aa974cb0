/**
 * The connection family: who a client is, where it stands, and what may be done to other clients.
 *
 * <p>May import: base, port, resp, config, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.connection;

import org.jspecify.annotations.NullMarked;

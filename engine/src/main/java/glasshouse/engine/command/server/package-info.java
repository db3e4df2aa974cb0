/**
 * The server family: what the server is, how it is doing, how it is set, and how it ends. What only
 * the node can do or know comes through the small interfaces of this package.
 *
 * <p>May import: base, port, resp, config, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.server;

import org.jspecify.annotations.NullMarked;

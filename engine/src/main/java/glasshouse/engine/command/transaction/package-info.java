/**
 * Transactions: what a client has queued since MULTI and which keys it watches.
 *
 * <p>May import: base, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.transaction;

import org.jspecify.annotations.NullMarked;

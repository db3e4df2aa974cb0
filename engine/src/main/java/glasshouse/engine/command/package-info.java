/**
 * What a command is: its spec row, its arguments, the call it runs in, and the table of all of
 * them.
 *
 * <p>May import: base, port, resp, keyspace, rdb.
 */
@NullMarked
package glasshouse.engine.command;

import org.jspecify.annotations.NullMarked;

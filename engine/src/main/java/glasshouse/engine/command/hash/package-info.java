/**
 * The hash family: fields with values under one key.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.hash;

import org.jspecify.annotations.NullMarked;

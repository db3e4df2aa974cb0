/**
 * The string family: values that are bytes or integers, their ranges and bits.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.string;

import org.jspecify.annotations.NullMarked;

/**
 * The set family: members without order, and what sets have in common or not.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.set;

import org.jspecify.annotations.NullMarked;

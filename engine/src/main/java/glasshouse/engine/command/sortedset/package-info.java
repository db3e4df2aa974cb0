/**
 * The sorted set family: members ordered by score and name, their ranks, ranges and blocking pops.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.sortedset;

import org.jspecify.annotations.NullMarked;

/**
 * The stream family: entries under rising ids, their ranges, groups of consumers, and reads that
 * wait.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.stream;

import org.jspecify.annotations.NullMarked;

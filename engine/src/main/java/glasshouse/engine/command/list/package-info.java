/**
 * The list family: pushing, popping and moving at both ends, waiting for elements, searching.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.list;

import org.jspecify.annotations.NullMarked;

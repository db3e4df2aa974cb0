/**
 * The deterministic node: values come in ({@code Input}), values go out ({@code Output}), nothing
 * else. It has no thread, socket, clock or file; a shell gives it those.
 *
 * <p>May import: base, port, resp, keyspace, command, script, rdb, replication, view.
 */
@NullMarked
package glasshouse.engine.node;

import org.jspecify.annotations.NullMarked;

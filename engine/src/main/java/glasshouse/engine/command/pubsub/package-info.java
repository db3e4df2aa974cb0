/**
 * The pub/sub family: channels, patterns, shard channels, and the registry of who waits for them.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.pubsub;

import org.jspecify.annotations.NullMarked;

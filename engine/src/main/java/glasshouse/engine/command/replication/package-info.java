/**
 * The replication family: who follows whom, how far each is, and the words masters and replicas
 * exchange.
 *
 * <p>May import: base, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.replication;

import org.jspecify.annotations.NullMarked;

/**
 * The geo family: places on the globe as members of a sorted set, whose scores are geohashes of 52
 * bits, and searches around a place.
 *
 * <p>May import: base, port, resp, keyspace, command, command.sortedset (GEOADD is a ZADD in other
 * words).
 */
@NullMarked
package glasshouse.engine.command.geo;

import org.jspecify.annotations.NullMarked;

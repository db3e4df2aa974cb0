/**
 * The RDB format: a writer that is drained in chunks, and a reader that is fed in parts. Both work
 * on bytes only; where the bytes come from or go to is somebody else's business. Facts of the
 * format are those that redis-server 4.0 to 7.2 reads and writes.
 *
 * <p>May import: base, keyspace.
 */
@NullMarked
package glasshouse.engine.rdb;

import org.jspecify.annotations.NullMarked;

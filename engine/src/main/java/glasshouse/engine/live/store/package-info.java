/**
 * Stores on this machine: a file, its lock, and latches for real threads, joined.
 *
 * <p>May import: what {@code live} may.
 */
@NullMarked
package glasshouse.engine.live.store;

import org.jspecify.annotations.NullMarked;

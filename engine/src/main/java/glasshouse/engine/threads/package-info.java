/**
 * Threads of this JVM and of others: where each is, why it does not go on, since when, and which of
 * them will never go on. What a JVM tells of itself, joined with what the registry of locks knows
 * and what the system tells of file locks.
 *
 * <p>May import: base, lock, view.
 */
@NullMarked
package glasshouse.engine.threads;

import org.jspecify.annotations.NullMarked;

/**
 * Labs: small services with real threads on a real file with a real lock, each written in the ways
 * that its users know, the wrong ones included. What hangs in them hangs for real, and can be
 * looked into and released.
 *
 * <p>{@code account} is the story of the cache that hung overnight. May import: base, port, view,
 * lock, cache, live, and the front door that it implements; it has threads and clocks, so it does
 * not belong to the core.
 */
@NullMarked
package glasshouse.engine.lab;

import org.jspecify.annotations.NullMarked;

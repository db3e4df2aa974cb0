/**
 * Files of a node's directory, signals, and who supervises the program: the operating system's own
 * calls.
 *
 * <p>May import: base, node.
 */
@NullMarked
package glasshouse.engine.live.os;

import org.jspecify.annotations.NullMarked;

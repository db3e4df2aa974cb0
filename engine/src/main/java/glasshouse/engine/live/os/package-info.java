/**
 * Files of a node's directory, by the operating system's own calls.
 *
 * <p>May import: base, node.
 */
@NullMarked
package glasshouse.engine.live.os;

import org.jspecify.annotations.NullMarked;

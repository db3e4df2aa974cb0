/**
 * The live shell: nodes on threads of their own, behind real ports, with a real clock and real
 * files. Everything that is not deterministic lives here.
 *
 * <p>May import: all rooms of the engine but sim and exhibit.
 */
@NullMarked
package glasshouse.engine.live;

import org.jspecify.annotations.NullMarked;

/**
 * The simulator: the very {@link glasshouse.engine.node.Node} of the live cluster, several of them,
 * with a clock that moves when it is told to, links between them that can be cut, stalled and
 * fragmented, and disks in memory. The same calls in the same order give the same run.
 *
 * <p>May import: the core, {@code act}, and of the front door what a user can do to a cluster. It
 * is part of the core: no thread, no clock, no file.
 */
@NullMarked
package glasshouse.engine.sim;

import org.jspecify.annotations.NullMarked;

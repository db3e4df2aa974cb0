/** Tests of the simulator: what it does to nodes, not what nodes do. */
@NullMarked
package glasshouse.engine.sim;

import org.jspecify.annotations.NullMarked;

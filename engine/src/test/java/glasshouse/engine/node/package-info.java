/** Tests of the node, without a socket or a clock. */
@NullMarked
package glasshouse.engine.node;

import org.jspecify.annotations.NullMarked;

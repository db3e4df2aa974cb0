/** Tests of nodes behind real ports. */
@NullMarked
package glasshouse.engine.live;

import org.jspecify.annotations.NullMarked;

/** Tests of stores in real files, under real locks. */
@NullMarked
package glasshouse.engine.live.store;

import org.jspecify.annotations.NullMarked;

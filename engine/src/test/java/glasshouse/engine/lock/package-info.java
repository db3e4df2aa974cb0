/** Tests of file locks and latches with real threads and real processes. */
@NullMarked
package glasshouse.engine.lock;

import org.jspecify.annotations.NullMarked;

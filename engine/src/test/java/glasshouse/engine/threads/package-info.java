/** Tests of the room that looks at threads. */
@NullMarked
package glasshouse.engine.threads;

import org.jspecify.annotations.NullMarked;

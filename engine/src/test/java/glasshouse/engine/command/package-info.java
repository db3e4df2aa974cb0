/** Tests of what commands say about themselves. */
@NullMarked
package glasshouse.engine.command;

import org.jspecify.annotations.NullMarked;

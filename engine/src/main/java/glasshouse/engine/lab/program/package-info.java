/**
 * Small programs that hang, lose their lock, or keep what they no longer need: each as it was found
 * in the field, and as it is mended.
 *
 * <p>May import: what {@code lab} may.
 */
@NullMarked
package glasshouse.engine.lab.program;

import org.jspecify.annotations.NullMarked;

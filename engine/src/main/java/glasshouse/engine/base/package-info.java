/**
 * Bytes, numbers and bounds: what every other room stands on.
 *
 * <p>May import: the JDK only.
 */
@NullMarked
package glasshouse.engine.base;

import org.jspecify.annotations.NullMarked;

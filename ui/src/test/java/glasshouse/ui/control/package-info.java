/** Tests of {@code ui.control}. */
@NullMarked
package glasshouse.ui.control;

import org.jspecify.annotations.NullMarked;

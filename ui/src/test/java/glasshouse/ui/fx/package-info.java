/** Tests of {@code ui.fx}. */
@NullMarked
package glasshouse.ui.fx;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code ui.draw}. */
@NullMarked
package glasshouse.ui.draw;

import org.jspecify.annotations.NullMarked;

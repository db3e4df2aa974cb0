/** Tests of the window, without a display. */
@NullMarked
package glasshouse.ui;

import org.jspecify.annotations.NullMarked;

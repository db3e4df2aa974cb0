/** A scripted cluster to develop and test the window against. */
@NullMarked
package glasshouse.ui.fake;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code ui.action}. */
@NullMarked
package glasshouse.ui.action;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code ui.theme}. */
@NullMarked
package glasshouse.ui.theme;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code ui.text}. */
@NullMarked
package glasshouse.ui.text;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code ui.model}. */
@NullMarked
package glasshouse.ui.model;

import org.jspecify.annotations.NullMarked;

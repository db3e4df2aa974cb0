/**
 * Controls that several panels share and that know nothing of clusters.
 *
 * <p>May import: JavaFX, Ikonli, {@code ui.fx}, {@code ui.draw}, {@code ui.theme}.
 */
@NullMarked
package glasshouse.ui.control;

import org.jspecify.annotations.NullMarked;

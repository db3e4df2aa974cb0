/**
 * What the window is made of: one class per panel, one row per panel in {@link Panels}.
 *
 * <p>May import: JavaFX, the views of the engine, {@code ui.model}, {@code ui.action}, {@code
 * ui.draw}, {@code ui.control}, {@code ui.fx}, {@code ui.theme}.
 */
@NullMarked
package glasshouse.ui.panel;

import org.jspecify.annotations.NullMarked;

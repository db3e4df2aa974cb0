/**
 * Painters: a view, a time and a size become strokes on a pen. Geometry is pure, so that the same
 * painter serves the window, an export and a test that compares strokes without a screen.
 *
 * <p>May import: {@code glasshouse.engine.view}, {@code ui.model}'s plain values; no JavaFX.
 */
@NullMarked
package glasshouse.ui.draw;

import org.jspecify.annotations.NullMarked;

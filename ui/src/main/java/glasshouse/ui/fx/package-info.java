/**
 * The toolkit's edges: the one way onto the JavaFX thread, the one timer, the pen that draws on a
 * canvas, and pictures as files. Knows nothing of clusters.
 *
 * <p>May import: JavaFX, {@code ui.draw} for the pen, {@code ui.theme} for its colours.
 */
@NullMarked
package glasshouse.ui.fx;

import org.jspecify.annotations.NullMarked;

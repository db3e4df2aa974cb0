/**
 * The textual twin of the whole window: the same cluster as lines, for a terminal, for a reader and
 * for tests.
 *
 * <p>May import: {@code glasshouse.engine.view}, {@code ui.model}; no JavaFX.
 */
@NullMarked
package glasshouse.ui.text;

import org.jspecify.annotations.NullMarked;

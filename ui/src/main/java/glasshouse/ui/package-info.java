/**
 * The window: shows what the engine's views tell and asks the engine's front door to act. The only
 * module that imports JavaFX. It may import {@code glasshouse.engine}, its views and exhibits, and
 * {@code glasshouse.resources}; never the core.
 */
@NullMarked
package glasshouse.ui;

import org.jspecify.annotations.NullMarked;

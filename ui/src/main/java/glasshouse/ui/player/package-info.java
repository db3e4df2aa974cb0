/**
 * An exhibit that is played in the window: what has been shown so far, and the hand over the
 * director. It lives on the JavaFX thread and never waits for the engine.
 *
 * <p>May import: {@code glasshouse.engine}, its exhibits and seeds, {@code ui.fx}; no nodes.
 */
@NullMarked
package glasshouse.ui.player;

import org.jspecify.annotations.NullMarked;

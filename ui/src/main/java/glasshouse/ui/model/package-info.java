/**
 * What the window knows: the newest view, the bounded event log, what is selected, what is wrong.
 * Properties and plain values, no nodes, so that all of it is tested without a window.
 *
 * <p>May import: {@code glasshouse.engine}, {@code glasshouse.engine.view}, {@code ui.fx}, and of
 * JavaFX only {@code javafx.beans} and {@code javafx.collections}.
 */
@NullMarked
package glasshouse.ui.model;

import org.jspecify.annotations.NullMarked;

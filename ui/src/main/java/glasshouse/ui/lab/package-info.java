/**
 * The second face of the window: a cache lab, with its threads, the locks between them, the stacks
 * of both ends and the file under it. It lives on the JavaFX thread and never waits for the engine.
 *
 * <p>May import: {@code glasshouse.engine}, its views, and the other rooms of the window but {@code
 * ui.panel}'s panels of a cluster.
 */
@NullMarked
package glasshouse.ui.lab;

import org.jspecify.annotations.NullMarked;

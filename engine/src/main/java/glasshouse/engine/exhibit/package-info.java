/**
 * Exhibits: stories that are played on a cluster and checked while they run. One YAML file is a
 * lesson, a regression test and a bug report; the window, the command line and the tests play the
 * same files through {@link glasshouse.engine.exhibit.Director}.
 *
 * <p>May import: everything of the engine; it has threads, so it does not belong to the core.
 */
@NullMarked
package glasshouse.engine.exhibit;

import org.jspecify.annotations.NullMarked;

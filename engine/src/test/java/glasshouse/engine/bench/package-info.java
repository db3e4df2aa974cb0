/** Measures that need more than a shell; run by the scripts of bench/, not by the tests. */
@NullMarked
package glasshouse.engine.bench;

import org.jspecify.annotations.NullMarked;

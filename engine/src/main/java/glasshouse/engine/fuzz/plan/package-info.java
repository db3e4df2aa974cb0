/**
 * What happens in a run, decided by the seed alone before anything runs: acts with their times. So
 * some of them can be left out and the rest stays the same, which is how failures are shrunk.
 */
@NullMarked
package glasshouse.engine.fuzz.plan;

import org.jspecify.annotations.NullMarked;

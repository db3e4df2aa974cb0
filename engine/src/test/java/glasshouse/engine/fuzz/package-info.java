/** Tests of the fuzzer. */
@NullMarked
package glasshouse.engine.fuzz;

import org.jspecify.annotations.NullMarked;

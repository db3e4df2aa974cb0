/** Tests of the fuzzer's command line. */
@NullMarked
package glasshouse.app.fuzz;

import org.jspecify.annotations.NullMarked;

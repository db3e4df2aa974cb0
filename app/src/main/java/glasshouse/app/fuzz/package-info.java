/** The fuzzer on the command line: {@code glasshouse fuzz} and {@code glasshouse replay}. */
@NullMarked
package glasshouse.app.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * The program: the command line and the wiring, every {@code new} that joins modules. It may import
 * all of ours; nothing of ours imports it.
 */
@NullMarked
package glasshouse.app;

import org.jspecify.annotations.NullMarked;

/**
 * The cache of accounts that hung overnight: the program as it was written, and the ways to mend
 * it.
 *
 * <p>May import: what {@code lab} may.
 */
@NullMarked
package glasshouse.engine.lab.account;

import org.jspecify.annotations.NullMarked;

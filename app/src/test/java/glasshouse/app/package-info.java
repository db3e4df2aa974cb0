/** Tests of the program as a user starts it. */
@NullMarked
package glasshouse.app;

import org.jspecify.annotations.NullMarked;

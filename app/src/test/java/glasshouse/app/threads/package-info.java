/** Tests of the command that looks at threads. */
@NullMarked
package glasshouse.app.threads;

import org.jspecify.annotations.NullMarked;

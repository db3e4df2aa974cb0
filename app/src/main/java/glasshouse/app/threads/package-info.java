/** The command that looks at the threads of a JVM. */
@NullMarked
package glasshouse.app.threads;

import org.jspecify.annotations.NullMarked;

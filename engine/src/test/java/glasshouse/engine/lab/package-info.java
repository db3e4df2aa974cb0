/** Labs: what hangs in them, what they show of it, and that nothing of it is left. */
@NullMarked
package glasshouse.engine.lab;

import org.jspecify.annotations.NullMarked;

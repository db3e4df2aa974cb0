/** Programs that hang, as others have written them, and what the registry says of each. */
@NullMarked
package glasshouse.engine.hang;

import org.jspecify.annotations.NullMarked;

/**
 * What must hold: invariants after each event, validations when the run has come to rest. Each is a
 * small class whose name is the sentence that it checks.
 */
@NullMarked
package glasshouse.engine.fuzz.check;

import org.jspecify.annotations.NullMarked;

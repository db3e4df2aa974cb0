/**
 * The Lua debugger that SCRIPT DEBUG switches on: where a script stops, what its client may ask
 * then, and in what words it is answered (Redis 7.0, ldb).
 *
 * <p>May import: base, port, script.api, script.vm, org.luaj (the values that are shown).
 */
@NullMarked
package glasshouse.engine.script.debug;

import org.jspecify.annotations.NullMarked;

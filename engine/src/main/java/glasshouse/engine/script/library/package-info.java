/**
 * Functions: libraries of Lua code that stay, are saved and replicated, and the commands FUNCTION
 * and FCALL. They live in a Lua machine of their own, beside that of EVAL.
 *
 * <p>May import: base, resp, rdb, command, script, org.luaj.
 */
@NullMarked
package glasshouse.engine.script.library;

import org.jspecify.annotations.NullMarked;

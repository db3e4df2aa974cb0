/**
 * The libraries a script sees: those of Lua 5.1 that Redis leaves in, and cjson, cmsgpack, struct
 * and bit. Each file is one library (or one format of it); texts of errors are those of the
 * originals.
 *
 * <p>May import: base, script.vm, org.luaj.
 */
@NullMarked
package glasshouse.engine.script.lib;

import org.jspecify.annotations.NullMarked;

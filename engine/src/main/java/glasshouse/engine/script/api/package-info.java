/**
 * The table redis that scripts call, and the two translations between replies and Lua values.
 *
 * <p>May import: base, resp, script.vm, org.luaj.
 */
@NullMarked
package glasshouse.engine.script.api;

import org.jspecify.annotations.NullMarked;

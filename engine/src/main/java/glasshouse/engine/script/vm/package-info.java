/**
 * The Lua 5.1 machine: values, tables, calls, errors, coroutines, bounds.
 *
 * <p>LuaJ compiles the source and lends its strings and numbers; everything that runs is ours,
 * because LuaJ runs Lua 5.2, counts with identity hashes, starts a thread for each coroutine and
 * has no bound on memory. So the order of pairs, the names in error messages and the length of a
 * table with holes are those of Lua 5.1.5, and nothing depends on the JVM's run.
 *
 * <p>May import: base, org.luaj.
 */
@NullMarked
package glasshouse.engine.script.vm;

import org.jspecify.annotations.NullMarked;

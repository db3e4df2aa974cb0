/**
 * Scripts: the sandbox, the cache by SHA1, and the commands that run them. The only folder that
 * imports org.luaj. Nothing of Java is within a script's reach.
 *
 * <p>May import: base, resp, command, org.luaj (below this folder only).
 */
@NullMarked
package glasshouse.engine.script;

import org.jspecify.annotations.NullMarked;

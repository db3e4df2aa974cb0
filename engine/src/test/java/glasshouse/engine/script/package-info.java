/** Tests of scripts; {@code scripts/*.txt} hold what redis-server 7.0.15 answered. */
@NullMarked
package glasshouse.engine.script;

import org.jspecify.annotations.NullMarked;

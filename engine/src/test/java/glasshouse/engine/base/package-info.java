/** Tests of the basics; where a rule is Redis' own, the real server is asked too. */
@NullMarked
package glasshouse.engine.base;

import org.jspecify.annotations.NullMarked;

/**
 * The judges of the tests: programs written by others that are asked what is right. For tests only;
 * it may import the JDK and JUnit, and nothing of ours, so that a judge never learns our opinion.
 */
@NullMarked
package glasshouse.engine.oracle;

import org.jspecify.annotations.NullMarked;

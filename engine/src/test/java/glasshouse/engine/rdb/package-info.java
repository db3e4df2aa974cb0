/** Tests of the RDB format: alone, under damage, and before judges. */
@NullMarked
package glasshouse.engine.rdb;

import org.jspecify.annotations.NullMarked;

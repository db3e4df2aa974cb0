/** Tests of the values and tables a database is made of. */
@NullMarked
package glasshouse.engine.keyspace;

import org.jspecify.annotations.NullMarked;

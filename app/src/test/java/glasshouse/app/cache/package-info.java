/** Tests of the commands on files of buckets. */
@NullMarked
package glasshouse.app.cache;

import org.jspecify.annotations.NullMarked;

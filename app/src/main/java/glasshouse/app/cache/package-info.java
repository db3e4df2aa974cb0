/** The commands on files of buckets: look, check, copy, load, hold. */
@NullMarked
package glasshouse.app.cache;

import org.jspecify.annotations.NullMarked;

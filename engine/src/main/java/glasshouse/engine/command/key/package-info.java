/**
 * The key family: commands on keys of any type (deleting, expiring, renaming, scanning, sorting)
 * and on whole databases.
 *
 * <p>May import: base, port, resp, keyspace, rdb (what DUMP gives), command.
 */
@NullMarked
package glasshouse.engine.command.key;

import org.jspecify.annotations.NullMarked;

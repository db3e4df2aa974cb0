/**
 * The append only file as bytes: the manifest that names its parts, commands as they stand in it,
 * and a data set written as commands. Which part is written when, and what a damaged one means, is
 * the node's business. Imports base, resp and keyspace.
 */
@NullMarked
package glasshouse.engine.aof;

import org.jspecify.annotations.NullMarked;

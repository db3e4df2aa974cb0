/**
 * The world as the core sees it: sources of chance, disks, hosts of long scripts.
 *
 * <p>May import: base.
 */
@NullMarked
package glasshouse.engine.port;

import org.jspecify.annotations.NullMarked;

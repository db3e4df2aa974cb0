/**
 * The judges: what the real thing says of our nodes. A real redis-server follows ours and is
 * followed by it, clients written by others talk to ours, and every byte of a session is damaged
 * once. It may import everything; what it finds is mended where it is wrong.
 */
@NullMarked
package glasshouse.engine.judge;

import org.jspecify.annotations.NullMarked;

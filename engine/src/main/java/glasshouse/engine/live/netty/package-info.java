/**
 * Sockets by Netty; the only room that imports it. It moves bytes and knows nothing of what they
 * mean.
 *
 * <p>May import: base, node.
 */
@NullMarked
package glasshouse.engine.live.netty;

import org.jspecify.annotations.NullMarked;

/** Tests of what stands between sockets and nodes. */
@NullMarked
package glasshouse.engine.live.netty;

import org.jspecify.annotations.NullMarked;

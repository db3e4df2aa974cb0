/** Tests of the server family against the real server. */
@NullMarked
package glasshouse.engine.command.server;

import org.jspecify.annotations.NullMarked;

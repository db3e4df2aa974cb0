/** Tests of the registry of subscribers. */
@NullMarked
package glasshouse.engine.command.pubsub;

import org.jspecify.annotations.NullMarked;

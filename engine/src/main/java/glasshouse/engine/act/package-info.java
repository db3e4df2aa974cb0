/**
 * What a user can do to a cluster ({@link glasshouse.engine.Action}), carried out on nodes of any
 * kind: live ones and simulated ones are both an {@link glasshouse.engine.act.Actor}.
 *
 * <p>May import: {@code base}, {@code resp}, {@code view} and the front door.
 */
@NullMarked
package glasshouse.engine.act;

import org.jspecify.annotations.NullMarked;

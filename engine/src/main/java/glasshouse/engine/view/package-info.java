/**
 * What eyes see: immutable snapshots and events, the same from a live cluster and a simulated one.
 *
 * <p>May import: base.
 */
@NullMarked
package glasshouse.engine.view;

import org.jspecify.annotations.NullMarked;

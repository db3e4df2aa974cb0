/**
 * Everything of Glasshouse that runs without a screen: the deterministic core of a node, the
 * simulator and the live shell around it.
 *
 * <p>This package itself is the front door for {@code app} and {@code ui}; what the rooms below it
 * may import is listed in ARCHITECTURE.md and held by {@code ArchitectureTest}.
 */
@NullMarked
package glasshouse.engine;

import org.jspecify.annotations.NullMarked;

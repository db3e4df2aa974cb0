/** Tests of {@code ui.player}. */
@NullMarked
package glasshouse.ui.player;

import org.jspecify.annotations.NullMarked;
